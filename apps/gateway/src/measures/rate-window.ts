/** Events a second over the last `seconds` whole seconds. */
export class RateWindow {
  readonly #seconds: number;
  readonly #counts = new Map<number, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(count: number, now: number): void {
    const second = Math.floor(now / 1000);
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + count);
    for (const old of this.#counts.keys()) if (old < second - this.#seconds) this.#counts.delete(old);
  }

  /** The running second is left out: it is not over. */
  perSecond(now: number): number {
    const current = Math.floor(now / 1000);
    let sum = 0;
    for (let second = current - this.#seconds; second < current; second += 1) sum += this.#counts.get(second) ?? 0;
    return sum / this.#seconds;
  }
}
