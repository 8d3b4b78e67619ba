import { LearningError } from "../../errors.ts";

/** A positive definite matrix [n, n], row-major, as its lower factor L with A = L Lᵀ. */
export type Factor = { readonly lower: Float64Array; readonly n: number };

/** Factors a symmetric matrix; only its lower half is read. Throws `not-finite` where it is not positive definite. */
export function factorised(matrix: Float64Array, n: number): Factor {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * n + column] ?? 0;
      for (let k = 0; k < column; k += 1) sum -= (lower[row * n + k] ?? 0) * (lower[column * n + k] ?? 0);
      if (row === column) {
        if (!(sum > 0)) throw new LearningError("not-finite", `the matrix is not positive definite in row ${row}`);
        lower[row * n + row] = Math.sqrt(sum);
      } else lower[row * n + column] = sum / (lower[column * n + column] ?? 1);
    }
  }
  return { lower, n };
}

/** x with A x = b. */
export function solved({ lower, n }: Factor, b: Float64Array): Float64Array {
  const x = forward({ lower, n }, b);
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = x[row] ?? 0;
    for (let k = row + 1; k < n; k += 1) sum -= (lower[k * n + row] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (lower[row * n + row] ?? 1);
  }
  return x;
}

/** y with L y = b. */
export function forward({ lower, n }: Factor, b: Float64Array): Float64Array {
  const y = Float64Array.from(b);
  for (let row = 0; row < n; row += 1) {
    let sum = y[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * n + k] ?? 0) * (y[k] ?? 0);
    y[row] = sum / (lower[row * n + row] ?? 1);
  }
  return y;
}
