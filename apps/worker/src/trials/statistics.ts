/** The middle one of the finite values; NaN where there is none. */
export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the finite values lies; NaN where there is none. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = [...values].filter(Number.isFinite).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Least squares of y = a·x + b·z without a constant; b is 0 where z tells nothing beside x. */
export function twoSlopes(rows: Iterable<{ readonly x: number; readonly z: number; readonly y: number }>): {
  readonly a: number;
  readonly b: number;
} {
  let [xx, xz, zz, xy, zy] = [0, 0, 0, 0, 0];
  for (const { x, z, y } of rows) {
    if (!Number.isFinite(x) || !Number.isFinite(z) || !Number.isFinite(y)) continue;
    xx += x * x;
    xz += x * z;
    zz += z * z;
    xy += x * y;
    zy += z * y;
  }
  const determinant = xx * zz - xz * xz;
  // Where both run together a hundredth apart, telling them apart would be guessing.
  if (!(determinant > 0.01 * xx * zz)) return { a: xx === 0 ? Number.NaN : xy / xx, b: 0 };
  return { a: (xy * zz - zy * xz) / determinant, b: (zy * xx - xy * xz) / determinant };
}
