import type { FleetModel } from "../fleet-model.ts";
import { BUCKETS, quantileOf } from "./latency-histogram.ts";
import { ordersOf } from "./orders.ts";

const BUCKET_BITS = 11;
const MOST = 2 ** (32 - BUCKET_BITS) - 1;

/** What became of the requests of each second, by the time they were sent: the objective's own measure, and what `summary` adds up. */
export class SentSeconds {
  readonly sent: Int32Array;
  private readonly ended: Int32Array;
  readonly errors: Int32Array;
  readonly latencySum: Float64Array;
  /** A second in breach of the objective, known once all its requests have ended. */
  readonly breach: Uint8Array;
  readonly orders: Float64Array;
  /** Core-ms allocated in each second, and what it cost. */
  readonly coreMs: Float64Array;
  readonly cost: Float64Array;
  /** What visitors of a second were like: share on phones, and what those wait on top. */
  readonly mobileShare: Float64Array;
  readonly extraMobileMs: Float64Array;
  private closed = 0;
  private readonly ringMask: number;
  private readonly ring: Int32Array;
  // Closed seconds: bucket and count packed into a word, second after second.
  private packed = new Uint32Array(4096);
  private readonly packedUntil: Int32Array;

  constructor(seconds: number, longestMs: number) {
    const count = Math.ceil(seconds) + 1;
    this.sent = new Int32Array(count);
    this.ended = new Int32Array(count);
    this.errors = new Int32Array(count);
    this.latencySum = new Float64Array(count);
    this.breach = new Uint8Array(count);
    this.orders = new Float64Array(count);
    this.coreMs = new Float64Array(count);
    this.cost = new Float64Array(count);
    this.mobileShare = new Float64Array(count);
    this.extraMobileMs = new Float64Array(count);
    this.packedUntil = new Int32Array(count + 1);
    let length = 4;
    while (length < longestMs / 1000 + 3) length *= 2;
    this.ringMask = length - 1;
    this.ring = new Int32Array(length * BUCKETS);
  }

  arrive(second: number): void {
    this.sent[second] = (this.sent[second] as number) + 1;
  }

  settle(second: number, bucket: number, latency: number, failed: number): void {
    const at = (second & this.ringMask) * BUCKETS + bucket;
    this.ring[at] = (this.ring[at] as number) + 1;
    this.ended[second] = (this.ended[second] as number) + 1;
    this.latencySum[second] = (this.latencySum[second] as number) + latency;
    if (failed !== 0) this.errors[second] = (this.errors[second] as number) + 1;
  }

  /** Closes the seconds before `second` whose requests have all ended. */
  closeBefore(second: number, fleet: FleetModel): void {
    const last = Math.min(second, this.sent.length);
    while (this.closed < last && this.ended[this.closed] === this.sent[this.closed]) {
      this.close(this.closed, fleet);
      this.closed += 1;
    }
  }

  /** Adds the latencies of the seconds from `first` on to `into`; gives how many have ended. */
  addLatencies(first: number, into: Int32Array): number {
    let total = 0;
    for (
      let at = this.packedUntil[Math.min(first, this.closed)] as number;
      at < (this.packedUntil[this.closed] as number);
      at += 1
    ) {
      const word = this.packed[at] as number;
      const bucket = word & ((1 << BUCKET_BITS) - 1);
      into[bucket] = (into[bucket] as number) + (word >>> BUCKET_BITS);
      total += word >>> BUCKET_BITS;
    }
    for (
      let second = Math.max(first, this.closed);
      second < Math.min(this.closed + this.ringMask, this.sent.length);
      second += 1
    ) {
      const from = (second & this.ringMask) * BUCKETS;
      for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
        const count = this.ring[from + bucket] as number;
        into[bucket] = (into[bucket] as number) + count;
        total += count;
      }
    }
    return total;
  }

  private close(second: number, { objective, behaviour }: FleetModel): void {
    const requests = this.sent[second] as number;
    const from = (second & this.ringMask) * BUCKETS;
    if (requests > 0) {
      const p95Ms = quantileOf(this.ring, from, requests, 0.95);
      const failedShare = (this.errors[second] as number) / requests;
      this.breach[second] = p95Ms > objective.p95Ms || failedShare > objective.errorShare ? 1 : 0;
      this.orders[second] = ordersOf(behaviour, requests, {
        p95Ms,
        failedShare,
        mobileShare: this.mobileShare[second] as number,
        extraMobileMs: this.extraMobileMs[second] as number,
      });
    }
    this.packedUntil[second + 1] = this.pack(from, this.packedUntil[second] as number);
    this.ring.fill(0, from, from + BUCKETS);
  }

  private pack(from: number, start: number): number {
    let at = start;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      for (let count = this.ring[from + bucket] as number; count > 0; count -= MOST) {
        if (at === this.packed.length) this.growPacked();
        this.packed[at] = ((Math.min(count, MOST) << BUCKET_BITS) | bucket) >>> 0;
        at += 1;
      }
    }
    return at;
  }

  private growPacked(): void {
    const larger = new Uint32Array(this.packed.length * 2);
    larger.set(this.packed);
    this.packed = larger;
  }
}
