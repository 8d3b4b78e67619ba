import { gateQueue, trustQueue } from "@fleet-persona/db";
import { claimGateRun, considerNewVersion, failGateRun, finishGateRun, gateJobSchema } from "@fleet-persona/hub-core";
import type { Deps, GateResult, GateRunKey, GateWork, JudgedVersion } from "@fleet-persona/hub-core";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "../deps.ts";
import { attest } from "../trust/attest.ts";
import type { Trust } from "../trust/open-trust.ts";
import type { Gate, GateOptions } from "./gate-runner.ts";
import { tellProgress } from "./tell-progress.ts";

export type GateSettings = {
  readonly gate: Gate;
  /** Runs at a time; 0: this worker takes none. */
  readonly concurrency: number;
  /** What takes longer is told to end, and soon after counts as failed whether or not it did. ms */
  readonly timeLimitMs: number;
};

const graceMs = 5_000;

/** Takes runs of the queue that all workers share. Disposing gives up what is at hand: another worker does it again. */
export async function workGate({ boss, hub, log, gate: settings, trust }: WorkerDeps): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  const atHand = new Set<Promise<unknown>>();
  const handle = async (jobs: Job[]): Promise<JobResult[]> => {
    const results: JobResult[] = [];
    for (const job of jobs) {
      const stop = AbortSignal.any([stopping.signal, job.signal]);
      const work = workOut(hub, settings, { job, stop, trust }).catch((error: unknown) => {
        log.warn({ err: error, job: job.id }, "a run of the gate did not come to its end");
        return false;
      });
      atHand.add(work);
      results.push({ id: job.id, status: (await work) ? "completed" : "failed" });
      // What was just signed is to be listed, and leases may have to follow.
      if (trust !== null) await boss.send(trustQueue.name, {});
      atHand.delete(work);
    }
    return results;
  };
  if (settings.concurrency > 0) {
    const taking = { batchSize: 1, localConcurrency: settings.concurrency } as const;
    const asking = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 10, perJobResults: true } as const;
    await boss.work(gateQueue.name, { ...taking, ...asking }, handle);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(atHand);
    },
  };
}

type Task = { readonly job: Job; readonly stop: AbortSignal; readonly trust: Trust | null };

/** False when the run is to be tried again. */
async function workOut(hub: Deps, settings: GateSettings, { job, stop, trust }: Task): Promise<boolean> {
  const key = gateJobSchema.parse(job.data);
  const claim = await claimGateRun(hub, key, settings.gate.rulesVersion);
  switch (claim.kind) {
    case "gone":
      return true;
    case "judged":
      await considerNewVersion(hub, claim.judged);
      return true;
    case "run": {
      const judged = await judge(hub, settings, { key, work: claim.work, stop, trust });
      if (judged !== null) await considerNewVersion(hub, judged);
      return true;
    }
    default:
      return claim satisfies never;
  }
}

type Claimed = {
  readonly key: GateRunKey;
  readonly work: GateWork;
  readonly stop: AbortSignal;
  readonly trust: Trust | null;
};

async function judge(hub: Deps, settings: GateSettings, claimed: Claimed): Promise<JudgedVersion | null> {
  const { key, work, stop, trust } = claimed;
  try {
    await using progress = tellProgress(hub, key);
    const result = await runInTime(settings, work, { stop, onProgress: progress.tell });
    const { personaVersionId, digest } = work;
    // First, so that no verdict stands that nobody signed.
    if (trust !== null)
      await attest(hub, trust, {
        version: { tenantId: key.tenantId, personaVersionId, digest },
        report: result.report,
      });
    return await finishGateRun(hub, key, result);
  } catch (error) {
    // A stopped worker says nothing about the bundle; and a try that is not the last is followed by another.
    if (!work.isLast || stop.aborted) throw error;
    await failGateRun(hub, key, error instanceof Error ? error.message : String(error));
    return null;
  }
}

type Watched = { readonly stop: AbortSignal; readonly onProgress: GateOptions["onProgress"] };

async function runInTime(
  { gate, timeLimitMs }: GateSettings,
  work: GateWork,
  { stop, onProgress }: Watched,
): Promise<GateResult> {
  const late = new AbortController();
  const { promise: given, reject: giveUp } = Promise.withResolvers<never>();
  const end = (): void => {
    late.abort();
    // A gate that does not end when it is told to must not keep the worker.
    setTimeout(giveUp, graceMs, new Error(`The gate did not end within ${timeLimitMs / 1_000} s.`)).unref();
  };
  const clock = setTimeout(end, timeLimitMs);
  if (stop.aborted) end();
  stop.addEventListener("abort", end, { once: true });
  try {
    const { bundle, publisherKeys } = work;
    return await Promise.race([gate.run(bundle, { publisherKeys, signal: late.signal, onProgress }), given]);
  } finally {
    clearTimeout(clock);
    stop.removeEventListener("abort", end);
  }
}
