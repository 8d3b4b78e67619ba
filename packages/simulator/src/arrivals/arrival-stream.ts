import type { AliasTable } from "../chance/alias-table.ts";
import { Chance, STREAM } from "../chance/chance.ts";
import type { ServiceSampler } from "../chance/service-time.ts";
import type { RatePoint } from "../scenario.ts";
import { segmentAt } from "./rate.ts";

/** What the stream needs to know of a scenario, worked out once and shared by all its copies. */
export type ArrivalPlan = {
  /** The first is at 0 or before. */
  readonly points: readonly RatePoint[];
  readonly endMs: number;
  readonly classes: AliasTable;
  readonly samplers: readonly ServiceSampler[];
  readonly meansMs: Float64Array;
  readonly items: AliasTable;
  /** Which classes ask for a catalogue item. */
  readonly ofItem: Uint8Array;
  /** What an item costs as a share of its class's mean; empty: drawn like everything else. */
  readonly itemCosts: Float64Array;
  /** An item's key for balancing by hash. */
  readonly itemKeys: Uint32Array;
  /** A class's one key, below 0 where each request has its own. */
  readonly classKeys: Float64Array;
  /** The requests themselves, where they are known. */
  readonly recorded: RecordedArrivals | null;
  readonly seed: number;
};

/** Requests by time: ms, class, item (-1: none), cost as a share of the class's mean (NaN: drawn). */
export type RecordedArrivals = {
  readonly at: Float64Array;
  readonly kind: Uint8Array;
  readonly item: Int32Array;
  readonly cost: Float64Array;
};

/**
 * Arrivals of an inhomogeneous Poisson process, by thinning below the higher end of each segment. Times and requests come
 * from streams of their own, each request from the same number of draws: the same requests whatever happens to them.
 */
export class ArrivalStream {
  /** Of the next request: when it is sent (ms; Infinity: nobody comes any more), and what it is. */
  at = 0;
  kind = 0;
  item = 0;
  /** CPU it takes on a server, core-ms, before the hour's heaviness. */
  size = 0;
  /** Its key for balancing by hash, 32 bits. */
  key = 0;
  /** A uniform number for whatever else is to be said of its visitor. */
  visitor = 0;
  private recorded = 0;
  private segment: number;
  private segmentEnd = 0;
  private bound = 0;
  private slope = 0;
  private base = 0;
  private readonly times: Chance;
  private readonly requests: Chance;

  constructor(plan: ArrivalPlan) {
    this.times = new Chance(plan.seed, STREAM.arrivals);
    this.requests = new Chance(plan.seed, STREAM.requests);
    this.segment = segmentAt(plan.points, 0);
    this.enter(plan);
    this.draw(plan);
  }

  /** Draws the next request. */
  draw(plan: ArrivalPlan): void {
    if (plan.recorded !== null) {
      this.take(plan, plan.recorded);
      return;
    }
    let t = this.at;
    for (;;) {
      if (this.bound > 0) t -= Math.log(1 - this.times.next()) / this.bound;
      else t = this.segmentEnd;
      if (t >= this.segmentEnd) {
        t = this.segmentEnd;
        if (t >= plan.endMs) break;
        this.segment += 1;
        this.enter(plan);
        continue;
      }
      if (this.slope === 0 || this.times.next() * this.bound < this.base + this.slope * t) break;
    }
    if (t >= plan.endMs) {
      this.at = Number.POSITIVE_INFINITY;
      return;
    }
    this.at = t;
    this.describe(plan, -1, -1);
  }

  private take(plan: ArrivalPlan, recorded: RecordedArrivals): void {
    const index = this.recorded;
    this.recorded += 1;
    const at = recorded.at[index] ?? Number.POSITIVE_INFINITY;
    this.at = at < plan.endMs ? at : Number.POSITIVE_INFINITY;
    if (this.at === Number.POSITIVE_INFINITY) return;
    const kind = recorded.kind[index] as number;
    this.describe(plan, kind, recorded.item[index] as number);
    const cost = recorded.cost[index] as number;
    if (!Number.isNaN(cost)) this.size = cost * (plan.meansMs[kind] as number);
  }

  /** `knownKind` and `knownItem` are below 0 where they are to be drawn. */
  private describe(plan: ArrivalPlan, knownKind: number, knownItem: number): void {
    const { requests } = this;
    const chosen = requests.next();
    const kind = knownKind < 0 ? plan.classes.pick(chosen) : knownKind;
    const which = requests.next();
    const size = requests.next();
    this.visitor = requests.next();
    this.kind = kind;
    let factor: number;
    if (plan.ofItem[kind] === 1) {
      const item = knownItem < 0 ? plan.items.pick(which) : knownItem;
      this.item = item;
      this.key = plan.itemKeys[item] as number;
      factor = plan.itemCosts.length > 0 ? (plan.itemCosts[item] as number) : this.sizeOf(plan, kind, size);
    } else {
      this.item = -1;
      const key = plan.classKeys[kind] as number;
      this.key = key < 0 ? (which * 4_294_967_296) >>> 0 : key;
      factor = this.sizeOf(plan, kind, size);
    }
    this.size = factor * (plan.meansMs[kind] as number);
  }

  private sizeOf(plan: ArrivalPlan, kind: number, uniform: number): number {
    return (plan.samplers[kind] as ServiceSampler).sample(uniform);
  }

  private enter({ points }: ArrivalPlan): void {
    const left = points[this.segment];
    const right = points[this.segment + 1];
    const rate = left?.rate ?? 0;
    if (left === undefined || right === undefined) this.setLine(rate, rate, 0, Number.POSITIVE_INFINITY);
    else this.setLine(left.rate, right.rate, left.t * 1000, right.t * 1000);
  }

  // Rates in here are per ms, and linear in ms: base + slope × t.
  private setLine(from: number, to: number, fromMs: number, toMs: number): void {
    this.segmentEnd = toMs;
    this.bound = Math.max(from, to) / 1000;
    this.slope = from === to ? 0 : (to - from) / 1000 / (toMs - fromMs);
    this.base = from / 1000 - this.slope * fromMs;
  }
}
