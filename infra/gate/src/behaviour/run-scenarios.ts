import { Worker } from "node:worker_threads";
import type { Manifest } from "@fleet-persona/persona";
import { moduleOf } from "../beside-this.ts";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import type { SituationKey, SituationResult } from "./run-situation.ts";
import type { FromThread, ThreadWork, ToThread } from "./thread-messages.ts";

export type ScenarioRuns = {
  readonly manifest: Manifest;
  readonly situations: readonly SituationKey[];
  /** A thread for each: it steps the fleets, the sandbox answers for the policy. */
  readonly sandboxes: readonly ModelSandbox[];
  readonly onDone: (done: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * All situations, in their order, whatever thread had which. Rejects with a `SandboxStop` when the model had to be stopped, and with
 * the signal's reason; the threads are gone then.
 */
export async function runScenarios(runs: ScenarioRuns): Promise<readonly SituationResult[]> {
  const { manifest, situations, sandboxes, onDone, signal } = runs;
  const results = new Map<string, SituationResult>();
  const threads = sandboxes.map((sandbox, at) => {
    const own = situations.filter((_, index) => index % sandboxes.length === at);
    const thread = new Worker(moduleOf("behaviour", "scenario-thread"), {
      workerData: { manifest, situations: own } satisfies ThreadWork,
    });
    return { thread, sandbox };
  });
  const keep = (result: SituationResult): void => {
    results.set(keyOf(result), result);
    onDone(results.size);
  };
  try {
    await Promise.all(threads.map(({ thread, sandbox }) => serve(thread, sandbox, keep, signal)));
  } finally {
    await Promise.all(threads.map(({ thread }) => thread.terminate()));
  }
  return situations.map((each) => results.get(keyOf(each))).filter((each) => each !== undefined);
}

function serve(
  thread: Worker,
  sandbox: ModelSandbox,
  keep: (result: SituationResult) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal?.reason as Error);
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
    const answer = async (rows: Float32Array, count: number): Promise<void> => {
      const { outputs } = await sandbox.run(rows, count);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      thread.postMessage({ outputs } satisfies ToThread);
    };
    thread.on("error", reject);
    thread.on("message", (message: FromThread) => {
      switch (message.kind) {
        case "ask":
          answer(message.rows, message.count).catch(reject);
          break;
        case "done":
          keep(message.result);
          break;
        case "failed":
          reject(new TypeError(`a scenario broke: ${message.message}`));
          break;
        case "end":
          signal?.removeEventListener("abort", stop);
          resolve();
          break;
        default:
          message satisfies never;
      }
    });
  });
}

function keyOf({ name, seed }: SituationKey): string {
  return `${name} ${seed}`;
}
