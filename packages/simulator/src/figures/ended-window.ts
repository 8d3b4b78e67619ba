import { TRAIT } from "../requests/request-table.ts";
import { BUCKETS, quantileOf } from "./latency-histogram.ts";

const COUNT_SECONDS = 64;
const LATENCY_SECONDS = 8;

/** Columns of the counts; what a class counts as is its column, 0 for a page. */
export const COLUMN = { requests: 0, search: 1, checkout: 2, failed: 3, gone: 4, mobile: 5, sessions: 6 } as const;
const COLUMNS = 8;

/** How a request ended. `gone`: its client gave up, so that no log line counts it, though it failed. */
export const ENDING = { answered: 0, failed: 1, gone: 2 } as const;

/** What an agent's collectors would have seen: figures of the requests that ended in each of the last seconds. */
export class EndedWindow {
  private second = 0;
  private readonly latencies = new Int32Array(LATENCY_SECONDS * BUCKETS);
  private readonly counts = new Int32Array(COUNT_SECONDS * COLUMNS);
  /** Orders expected of each second. */
  private readonly orders = new Float64Array(COUNT_SECONDS);
  private readonly merged = new Int32Array(BUCKETS);

  add(bucket: number, ending: number, column: number, traits: number): void {
    const at = (this.second & (COUNT_SECONDS - 1)) * COLUMNS;
    const { counts } = this;
    if (ending === ENDING.gone) {
      counts[at + COLUMN.gone] = (counts[at + COLUMN.gone] as number) + 1;
      return;
    }
    const place = (this.second & (LATENCY_SECONDS - 1)) * BUCKETS + bucket;
    this.latencies[place] = (this.latencies[place] as number) + 1;
    counts[at] = (counts[at] as number) + 1;
    if (ending === ENDING.failed) counts[at + COLUMN.failed] = (counts[at + COLUMN.failed] as number) + 1;
    if (column > 0) counts[at + column] = (counts[at + column] as number) + 1;
    if ((traits & TRAIT.mobile) !== 0) counts[at + COLUMN.mobile] = (counts[at + COLUMN.mobile] as number) + 1;
    if ((traits & TRAIT.beginsSession) !== 0)
      counts[at + COLUMN.sessions] = (counts[at + COLUMN.sessions] as number) + 1;
  }

  /** 95th percentile of the current second, ms; NaN when nothing ended. */
  currentP95(): number {
    const from = (this.second & (LATENCY_SECONDS - 1)) * BUCKETS;
    return quantileOf(this.latencies, from, this.current(COLUMN.requests), 0.95);
  }

  current(column: number): number {
    return this.counts[(this.second & (COUNT_SECONDS - 1)) * COLUMNS + column] as number;
  }

  /** Ends the current second with the orders it is good for, and begins the next. */
  roll(orders: number): void {
    this.orders[this.second & (COUNT_SECONDS - 1)] = orders;
    this.second += 1;
    const at = (this.second & (COUNT_SECONDS - 1)) * COLUMNS;
    this.counts.fill(0, at, at + COLUMNS);
    const from = (this.second & (LATENCY_SECONDS - 1)) * BUCKETS;
    this.latencies.fill(0, from, from + BUCKETS);
  }

  /** Sum of a column over the last `seconds`; a current second that has hardly begun (`now` in ms) is one more. */
  sum(column: number, seconds: number, now: number): number {
    let total = 0;
    for (let second = this.oldest(seconds, now); second <= this.second; second += 1)
      total += this.counts[(second & (COUNT_SECONDS - 1)) * COLUMNS + column] as number;
    return total;
  }

  ordersOver(seconds: number, now: number): number {
    let total = 0;
    for (let second = this.oldest(seconds, now); second < this.second; second += 1)
      total += this.orders[second & (COUNT_SECONDS - 1)] as number;
    return total;
  }

  /** Quantiles of the last `seconds`, ms. */
  quantiles(qs: readonly number[], seconds: number, now: number): readonly number[] {
    const { merged } = this;
    merged.fill(0);
    for (let second = this.oldest(seconds, now); second <= this.second; second += 1) {
      const from = (second & (LATENCY_SECONDS - 1)) * BUCKETS;
      for (let bucket = 0; bucket < BUCKETS; bucket += 1)
        merged[bucket] = (merged[bucket] as number) + (this.latencies[from + bucket] as number);
    }
    const total = this.sum(COLUMN.requests, seconds, now);
    return qs.map((q) => quantileOf(merged, 0, total, q));
  }

  private oldest(seconds: number, now: number): number {
    return Math.max(0, Math.ceil(now / 1000) - seconds);
  }
}
