import type { FleetModel } from "../fleet-model.ts";
import type { Outcome } from "../simulation.ts";
import { COLUMN, EndedWindow } from "./ended-window.ts";
import { BUCKETS, bucketOf, quantileOf } from "./latency-histogram.ts";
import { ordersOf } from "./orders.ts";
import { SentSeconds } from "./sent-seconds.ts";
import { Stretch } from "./stretch.ts";

/** Keeps the figures: of each request once, when it ends. */
export class Ledger {
  readonly sent: SentSeconds;
  readonly window = new EndedWindow();
  readonly stretch = new Stretch();
  private readonly fleet: FleetModel;

  constructor(seconds: number, fleet: FleetModel) {
    this.fleet = fleet;
    this.sent = new SentSeconds(seconds, fleet.clientTimeoutMs);
  }

  end(sentAt: number, latency: number, column: number, traits: number, ending: number): void {
    const bucket = bucketOf(latency);
    this.sent.settle((sentAt / 1000) | 0, bucket, latency, ending);
    this.stretch.add(bucket, latency, ending);
    this.window.add(bucket, ending, column, traits);
  }

  /** The clock has come to whole second `second`. `underWay`: requests that nobody has answered yet. */
  roll(second: number, underWay: number, extraMobileMs: number): void {
    const { window, stretch } = this;
    const { objective, behaviour } = this.fleet;
    const logged = window.current(COLUMN.requests);
    const gone = window.current(COLUMN.gone);
    const ended = logged + gone;
    const failed = window.current(COLUMN.failed) + gone;
    const p95 = window.currentP95();
    const failedShare = ended === 0 ? 0 : failed / ended;
    const mobileShare = logged === 0 ? 0 : window.current(COLUMN.mobile) / logged;
    const orders = ordersOf(behaviour, ended, { p95Ms: p95, failedShare, mobileShare, extraMobileMs });
    // A second in which all waited and nobody was answered is in breach, though nothing was measured.
    const stuck = ended === 0 && underWay > 0 && objective.p95Ms < 1000;
    if (stuck || p95 > objective.p95Ms || failedShare > objective.errorShare) stretch.breachSeconds += 1;
    stretch.orders += orders;
    window.roll(orders);
    this.sent.mobileShare[second - 1] = mobileShare;
    this.sent.extraMobileMs[second - 1] = extraMobileMs;
    this.sent.closeBefore(second, this.fleet);
  }

  /** Outcome of what was sent from whole second `first` until before second `until`. */
  summary(first: number, until: number): Outcome {
    const { sent } = this;
    const { behaviour, cost } = this.fleet;
    const latencies = new Int32Array(BUCKETS);
    const ended = sent.addLatencies(first, latencies);
    const total = (of: ArrayLike<number>) => {
      let sum = 0;
      for (let second = first; second < of.length; second += 1) sum += of[second] as number;
      return sum;
    };
    const breachSeconds = total(sent.breach);
    const orders = total(sent.orders);
    return {
      seconds: Math.max(0, until - first),
      requests: total(sent.sent),
      errors: total(sent.errors),
      breachSeconds,
      coreSeconds: total(sent.coreMs) / 1000,
      cost: total(sent.cost) + breachSeconds * cost.perBreachSecond,
      meanMs: ended === 0 ? Number.NaN : total(sent.latencySum) / ended,
      p50Ms: quantileOf(latencies, 0, ended, 0.5),
      p95Ms: quantileOf(latencies, 0, ended, 0.95),
      p99Ms: quantileOf(latencies, 0, ended, 0.99),
      orders,
      revenue: orders * behaviour.revenuePerOrder,
    };
  }
}
