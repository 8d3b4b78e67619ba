/** Draws an index by given weights in constant time (Walker's alias method, Vose's construction). Immutable once made. */
export class AliasTable {
  readonly size: number;
  private readonly keep: Float64Array;
  private readonly other: Int32Array;

  constructor(weights: ArrayLike<number>) {
    const size = weights.length;
    this.size = size;
    this.keep = new Float64Array(size).fill(1);
    this.other = Int32Array.from({ length: size }, (_, index) => index);
    let total = 0;
    for (let index = 0; index < size; index += 1) total += weights[index] as number;
    const scaled = Float64Array.from({ length: size }, (_, index) => ((weights[index] as number) * size) / total);
    const small: number[] = [];
    const large: number[] = [];
    scaled.forEach((weight, index) => (weight < 1 ? small : large).push(index));
    while (small.length > 0 && large.length > 0) {
      const low = small.pop() as number;
      const high = large.at(-1) as number;
      this.keep[low] = scaled[low] as number;
      this.other[low] = high;
      const rest = (scaled[high] as number) + (scaled[low] as number) - 1;
      scaled[high] = rest;
      if (rest < 1) small.push(large.pop() as number);
    }
  }

  /** The index that one uniform number in [0, 1) stands for. */
  pick(uniform: number): number {
    const place = uniform * this.size;
    const index = place | 0;
    return place - index < (this.keep[index] as number) ? index : (this.other[index] as number);
  }
}

/** Probability of each rank 0..items-1 under Zipf's law. */
export function zipfProbabilities(items: number, exponent: number): Float64Array {
  const weights = Float64Array.from({ length: items }, (_, rank) => (rank + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
