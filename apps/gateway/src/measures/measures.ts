import { LatencyWindow } from "./latency-window.ts";
import { RateWindow } from "./rate-window.ts";

/** What the gateway counts about itself. Latency: from a frame's arrival to its ack, ms. */
export type Measures = {
  framesCommitted: number;
  framesRefused: number;
  batches: number;
  failedBatches: number;
  sessions: number;
  readonly ackLatency: LatencyWindow;
  readonly frameRate: RateWindow;
};

/** All zero. */
export function createMeasures(): Measures {
  return {
    framesCommitted: 0,
    framesRefused: 0,
    batches: 0,
    failedBatches: 0,
    sessions: 0,
    ackLatency: new LatencyWindow(8192),
    frameRate: new RateWindow(10),
  };
}

/** The answer of `/metrics.json`. */
export function summarise(measures: Measures, now: number) {
  const [ackP50Ms = null, ackP99Ms = null] = measures.ackLatency.quantiles([0.5, 0.99]);
  return {
    framesPerSecond: measures.frameRate.perSecond(now),
    ackP50Ms,
    ackP99Ms,
    sessions: measures.sessions,
    framesTotal: measures.framesCommitted,
    framesRefused: measures.framesRefused,
  };
}

/** The answer of `/metrics`: Prometheus text format 0.0.4. */
export function prometheusText(measures: Measures): string {
  const [p50 = NaN, p99 = NaN] = measures.ackLatency.quantiles([0.5, 0.99]).map((value) => value ?? NaN);
  const { count, sumMs } = measures.ackLatency;
  return [
    "# TYPE fleet_gateway_frames_total counter",
    `fleet_gateway_frames_total{outcome="committed"} ${measures.framesCommitted}`,
    `fleet_gateway_frames_total{outcome="refused"} ${measures.framesRefused}`,
    "# TYPE fleet_gateway_batches_total counter",
    `fleet_gateway_batches_total{outcome="committed"} ${measures.batches}`,
    `fleet_gateway_batches_total{outcome="failed"} ${measures.failedBatches}`,
    "# TYPE fleet_gateway_sessions gauge",
    `fleet_gateway_sessions ${measures.sessions}`,
    "# TYPE fleet_gateway_ack_latency_seconds summary",
    `fleet_gateway_ack_latency_seconds{quantile="0.5"} ${p50 / 1000}`,
    `fleet_gateway_ack_latency_seconds{quantile="0.99"} ${p99 / 1000}`,
    `fleet_gateway_ack_latency_seconds_sum ${sumMs / 1000}`,
    `fleet_gateway_ack_latency_seconds_count ${count}`,
    "",
  ].join("\n");
}
