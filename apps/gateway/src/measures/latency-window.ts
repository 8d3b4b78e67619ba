/** Exact quantiles over the last `capacity` latencies. */
export class LatencyWindow {
  readonly #latest: Float64Array;
  #count = 0;
  #sumMs = 0;

  constructor(capacity: number) {
    this.#latest = new Float64Array(capacity);
  }

  /** How many were ever added. */
  get count(): number {
    return this.#count;
  }

  /** The sum of all that were ever added, ms. */
  get sumMs(): number {
    return this.#sumMs;
  }

  add(ms: number): void {
    this.#latest[this.#count % this.#latest.length] = ms;
    this.#count += 1;
    this.#sumMs += ms;
  }

  /** Nearest-rank quantiles, ms; null before the first latency. */
  quantiles(shares: readonly number[]): (number | null)[] {
    const sorted = this.#latest.slice(0, Math.min(this.#count, this.#latest.length)).sort();
    return shares.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null);
  }
}
