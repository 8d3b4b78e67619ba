import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, randomFromSeed } from "../../training/random.ts";
import { factorised, solved } from "./cholesky.ts";

describe("solved", () => {
  it("gives x with A x = b for any positive definite A", () => {
    assert(
      property(integer({ min: 1, max: 12 }), integer(), (n, seed) => {
        const random = randomFromSeed(seed);
        const half = Float64Array.from({ length: n * n }, () => gaussian(random));
        const at = (row: number, column: number) => {
          let sum = row === column ? 0.5 : 0;
          for (let k = 0; k < n; k += 1) sum += half[row * n + k]! * half[column * n + k]!;
          return sum;
        };
        const matrix = Float64Array.from({ length: n * n }, (_, each) => at(Math.floor(each / n), each % n));
        const b = Float64Array.from({ length: n }, () => gaussian(random));
        const x = solved(factorised(matrix, n), b);
        for (let row = 0; row < n; row += 1) {
          let sum = 0;
          for (let column = 0; column < n; column += 1) sum += at(row, column) * x[column]!;
          expect(sum).toBeCloseTo(b[row]!, 6);
        }
      }),
    );
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => factorised(Float64Array.of(1, 2, 2, 1), 2)).toThrow(
      expect.objectContaining({ code: "not-finite" }) as Error,
    );
  });
});
