import { gaussian, type Random } from "./random.ts";

/**
 * A rows × columns matrix whose shorter side is an orthonormal set, times `gain` (Saxe et al., 2014),
 * row-major. Made by modified Gram-Schmidt over Gaussian vectors.
 */
export function orthogonal(random: Random, rows: number, columns: number, gain: number): Float32Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length }, () => gaussian(random));
    for (const other of basis) subtractProjection(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    // Two nearly parallel draws would leave only rounding error: draw again.
    if (norm > 1e-6) basis.push(vector.map((value) => value / norm));
  }
  return Float32Array.from({ length: rows * columns }, (_, at) => {
    const row = Math.floor(at / columns);
    const column = at % columns;
    return gain * (rows <= columns ? basis[row]?.[column] : basis[column]?.[row])!;
  });
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (const [at, value] of unit.entries()) vector[at] = (vector[at] ?? 0) - along * value;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
