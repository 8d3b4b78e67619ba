/** Holm's step-down p-values (1979), in the order given: comparing each with alpha keeps the chance of any error among them at alpha. */
export function holm(values: readonly number[]): readonly number[] {
  let least = 0;
  return inOrder(values, (value, rank) => {
    least = Math.max(least, Math.min(1, value * (values.length - rank)));
    return least;
  });
}

/** Benjamini and Hochberg's p-values (1995), in the order given: at most a share alpha of what is found is expected to be an error. */
export function benjaminiHochberg(values: readonly number[]): readonly number[] {
  const sorted = values.map((value, index) => ({ value, index })).toSorted((a, b) => b.value - a.value);
  const adjusted = values.map(() => 1);
  let most = 1;
  for (const [rank, { value, index }] of sorted.entries()) {
    most = Math.min(most, (value * values.length) / (values.length - rank));
    adjusted[index] = most;
  }
  return adjusted;
}

function inOrder(values: readonly number[], adjust: (value: number, rank: number) => number): readonly number[] {
  const sorted = values.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value);
  const adjusted = values.map(() => 1);
  for (const [rank, { value, index }] of sorted.entries()) adjusted[index] = adjust(value, rank);
  return adjusted;
}
