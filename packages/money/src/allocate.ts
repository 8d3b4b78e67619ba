/**
 * Splits an amount over weights so that the parts add up to it exactly: each part is rounded down, and what is left goes unit by unit to
 * the largest remainders, the first of equal ones first (Hamilton's method). Both are integers; the weights are not negative and not all
 * zero. A negative amount splits as its opposite does.
 */
export function allocate(amountMinor: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError("An amount is a whole number of minor units.");
  if (total <= 0n || weights.some((weight) => weight < 0))
    throw new RangeError("Weights are not negative, and one is above zero.");
  if (amountMinor < 0) return allocate(-amountMinor, weights).map((part) => (part === 0 ? 0 : -part));
  const amount = BigInt(amountMinor);
  const shares = weights.map((weight, index) => {
    const exact = amount * BigInt(weight);
    return { index, part: exact / total, rest: exact % total };
  });
  let left = Number(amount - shares.reduce((sum, { part }) => sum + part, 0n));
  const parts = shares.map(({ part }) => Number(part));
  for (const { index } of shares.toSorted((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
