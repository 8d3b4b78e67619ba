/** Uniform numbers in [0, 1) that a seed decides (mulberry32; Ettinger 2017): for planning, never for assigning. */
export function seededUniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of standard normals, two at a time (Marsaglia and Bray's polar method, 1964). */
export function normalsOf(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
}

/** One of chi-square with `df` degrees of freedom (Marsaglia and Tsang 2000); 0 of none. */
export function drawChiSquare(df: number, uniform: () => number, normal: () => number): number {
  if (df <= 0) return 0;
  if (df < 2) return drawChiSquare(df + 2, uniform, normal) * (1 - uniform()) ** (2 / df);
  const d = df / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = uniform();
    if (u < 1 - 0.0331 * x ** 4 || Math.log(1 - u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}
