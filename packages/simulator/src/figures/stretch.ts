import type { FleetModel } from "../fleet-model.ts";
import type { Outcome } from "../simulation.ts";
import { BUCKETS, quantileOf } from "./latency-histogram.ts";

/** Figures of the requests that ended in the stretch being simulated. */
export class Stretch {
  private readonly latencies = new Int32Array(BUCKETS);
  private requests = 0;
  private errors = 0;
  private latencySum = 0;
  breachSeconds = 0;
  orders = 0;

  add(bucket: number, latency: number, failed: number): void {
    this.latencies[bucket] = (this.latencies[bucket] as number) + 1;
    this.requests += 1;
    this.latencySum += latency;
    if (failed !== 0) this.errors += 1;
  }

  begin(): void {
    this.latencies.fill(0);
    this.requests = 0;
    this.errors = 0;
    this.latencySum = 0;
    this.breachSeconds = 0;
    this.orders = 0;
  }

  outcome(seconds: number, coreSeconds: number, cost: number, { behaviour }: FleetModel): Outcome {
    const { requests, errors, breachSeconds, orders, latencies } = this;
    return {
      seconds,
      requests,
      errors,
      breachSeconds,
      coreSeconds,
      cost,
      meanMs: requests === 0 ? Number.NaN : this.latencySum / requests,
      p50Ms: quantileOf(latencies, 0, requests, 0.5),
      p95Ms: quantileOf(latencies, 0, requests, 0.95),
      p99Ms: quantileOf(latencies, 0, requests, 0.99),
      orders,
      revenue: orders * behaviour.revenuePerOrder,
    };
  }
}
