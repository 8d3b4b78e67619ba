import { setTimeout as sleep } from "node:timers/promises";
import { dueExperiments, lookAtExperiment, putOffLook } from "@fleet-persona/hub-core";
import type { WorkerDeps } from "../deps.ts";

/** Looks at a time; 0: this worker takes none. */
export type ExperimentSettings = { readonly concurrency: number };

type Key = Awaited<ReturnType<typeof dueExperiments>>[number];

// A block's edge is told within a second of its time.
const roundMs = 500;
// More than one round's worth, so that a long queue is not asked for again and again.
const claimed = 64;
const restAfterFailureMs = 30_000;

/**
 * Looks at every experiment that is due, whichever worker is there. What two workers take at once one of them does; what a dead one left
 * is due again at once. Disposing waits for the looks at hand.
 */
export function workExperiments({ hub, log, experiments }: WorkerDeps): AsyncDisposable {
  const stopping = new AbortController();
  const work = experiments.concurrency > 0 ? rounds() : Promise.resolve();

  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      const taken = await round().catch((error: unknown) => {
        log.warn({ err: error }, "experiments could not be looked at now");
        return 0;
      });
      if (taken < claimed) await sleep(roundMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** How many were due. */
  async function round(): Promise<number> {
    const due = await dueExperiments(hub, claimed);
    const queue = [...due];
    const lanes = Array.from({ length: Math.min(experiments.concurrency, queue.length) }, async () => {
      for (let key = queue.shift(); key !== undefined && !stopping.signal.aborted; key = queue.shift()) await look(key);
    });
    await Promise.all(lanes);
    return due.length;
  }

  async function look(key: Key): Promise<void> {
    try {
      await lookAtExperiment(hub, key);
    } catch (error) {
      log.warn(
        { err: error, experiment: key.experimentId },
        "an experiment could not be looked at; its turn comes again",
      );
      // One that fails every time must not keep the others waiting.
      await putOffLook(hub, key, restAfterFailureMs).catch(() => {});
    }
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await work;
    },
  };
}
