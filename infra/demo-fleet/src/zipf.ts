/** Probability of each rank 0..items-1 under Zipf's law. */
export function zipfProbabilities(items: number, exponent: number): Float64Array {
  const weights = Float64Array.from({ length: items }, (_, rank) => (rank + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Draws ranks by binary search in the cumulated probabilities. */
export function zipfSampler(items: number, exponent: number): (uniform: number) => number {
  let sum = 0;
  const cumulated = zipfProbabilities(items, exponent).map((probability) => (sum += probability));
  return (uniform) => {
    let low = 0;
    let high = items - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] ?? 1) < uniform) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
