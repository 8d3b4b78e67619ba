import { parentPort, workerData } from "node:worker_threads";
import { environmentOf } from "./gate-environment.ts";
import { RowGatherer } from "./row-gatherer.ts";
import { runSituation, type SituationKey } from "./run-situation.ts";
import type { FromThread, ThreadWork, ToThread } from "./thread-messages.ts";

// Situations side by side, so that one question carries a row for each of their policies.
const ABREAST = 8;

const { manifest, situations } = workerData as ThreadWork;
const environment = environmentOf(manifest);
const gatherer = new RowGatherer(
  (rows, count) =>
    new Promise((resolve) => {
      parentPort?.once("message", ({ outputs }: ToThread) => resolve(outputs));
      say({ kind: "ask", rows, count });
    }),
);

async function work(waiting: SituationKey[]): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    say({ kind: "done", result: await runSituation(manifest, environment, next, gatherer) });
  }
}

function say(message: FromThread): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(message);
}

const waiting = [...situations];
Promise.all(Array.from({ length: Math.min(ABREAST, waiting.length) }, () => work(waiting))).then(
  () => say({ kind: "end" }),
  (error: unknown) => say({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
);
