import { parseStat, runtimeApi } from "@fleet-persona/agent";
import type { DemoFleet } from "../demo-fleet.ts";
import { FRONTEND } from "../haproxy/config-text.ts";
import type { LoadReport } from "../load/load-report.ts";
import { runLoad } from "../load/run-load.ts";
import type { SecondBucket } from "../load/seconds.ts";
import { WARMUP_S } from "../sizing.ts";
import { traceSeconds, type Trace } from "../trace/trace.ts";

/** One arm's figures, without the warm-up: latencies in ms from intended send times, cost in allocated core-seconds. */
export type Arm = {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly breachSeconds: number;
  readonly coreSeconds: number;
  /** Of the catalogue's lookups. */
  readonly cacheHitRatio: number;
};

/** What steers the fleet in this arm; started after the reset, ended with the arm. */
export type Controller = (fleet: DemoFleet) => Promise<AsyncDisposable>;

export type ArmOptions = {
  readonly fleet: DemoFleet;
  readonly trace: Trace;
  readonly seed: number;
  /** Whole length, the warm-up included. Default: the trace's. */
  readonly durationSeconds?: number;
  readonly warmupSeconds?: number;
  /** None: the default configuration stays. */
  readonly controller?: Controller;
  readonly abort?: AbortSignal;
  readonly onSecond?: (bucket: SecondBucket) => void;
};

export type ArmResult = { readonly arm: Arm; readonly load: LoadReport };

type Snapshot = { readonly coreSeconds: number; readonly lookups: number; readonly hits: number };

/** Resets the fleet, starts the controller, and measures one pass of the trace. */
export async function runArm(options: ArmOptions): Promise<ArmResult> {
  const { fleet, trace, seed, durationSeconds = traceSeconds(trace), warmupSeconds = WARMUP_S } = options;
  const { abort, onSecond, controller } = options;
  await fleet.reset();
  const steering = await controller?.(fleet);
  const snapshots: Promise<Snapshot>[] = [];
  const timers: NodeJS.Timeout[] = [];
  const at = (second: number) => timers.push(setTimeout(() => snapshots.push(snapshot(fleet)), second * 1000));
  try {
    const load = await runLoad({
      url: fleet.frontUrl,
      trace,
      seed,
      durationSeconds,
      warmupSeconds,
      ...(abort ? { abort } : {}),
      ...(onSecond ? { onSecond } : {}),
      onStart() {
        at(warmupSeconds);
        at(durationSeconds);
      },
    });
    const [before = NOTHING, after = NOTHING] = await Promise.all(snapshots);
    return { arm: armOf(load, before, after), load };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await steering?.[Symbol.asyncDispose]();
  }
}

const NOTHING: Snapshot = { coreSeconds: 0, lookups: 0, hits: 0 };

async function snapshot(fleet: DemoFleet): Promise<Snapshot> {
  const coreSeconds = fleet.coreSeconds();
  const replies = await runtimeApi(fleet.target.stats_socket)
    .send([`show stat ${FRONTEND} 1 -1`])
    .catch(() => []);
  const front = parseStat(replies[0] ?? "").find((row) => row.line === "FRONTEND");
  return { coreSeconds, lookups: front?.cacheLookups ?? 0, hits: front?.cacheHits ?? 0 };
}

function armOf(load: LoadReport, before: Snapshot, after: Snapshot): Arm {
  const lookups = after.lookups - before.lookups;
  const { requests, errors, p50Ms, p95Ms, p99Ms, breachSeconds } = load;
  return {
    requests,
    errors,
    p50Ms: round(p50Ms, 1),
    p95Ms: round(p95Ms, 1),
    p99Ms: round(p99Ms, 1),
    breachSeconds,
    coreSeconds: round(after.coreSeconds - before.coreSeconds, 2),
    cacheHitRatio: lookups > 0 ? round((after.hits - before.hits) / lookups, 4) : 0,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
