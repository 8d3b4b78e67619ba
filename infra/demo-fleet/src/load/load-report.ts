import type { Trace } from "../trace/trace.ts";
import type { SecondBucket } from "./seconds.ts";

/** What the load process is told, as its first message. */
export type LoadOrder = {
  readonly url: string;
  readonly trace: Trace;
  readonly seed: number;
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
};

/** Figures of the seconds after the warm-up, by intended send time; latencies in ms, failed requests included. */
export type LoadReport = {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly breachSeconds: number;
  /** Requests given up at once because too many were under way; they are among the errors. */
  readonly dropped: number;
  /** How late the generator itself sent, 99th percentile in ms: over about 20 the machine was too busy to trust the rest. */
  readonly lateP99Ms: number;
  readonly seconds: readonly SecondBucket[];
};

export type LoadMessage =
  | { readonly kind: "listening" }
  | { readonly kind: "started" }
  | { readonly kind: "second"; readonly bucket: SecondBucket }
  | { readonly kind: "report"; readonly report: LoadReport };
