import type { JobRunner, LearningJob, RunOptions } from "@fleet-persona/learning-jobs";
import type { Credentials } from "../fleet/credentials.ts";
import { FleetError } from "../fleet/fleet-error.ts";
import type { Patience } from "./keep-asking.ts";
import { queueEvaluator } from "./queue-evaluator.ts";
import type { ItemOutcome } from "./rollout-client.ts";
import { groupsOf } from "./rollout-group.ts";

export type HubJobs = { readonly credentials: Credentials; readonly patience?: Patience };

/** Learning jobs done by however many workers a hub has. Same jobs, same answers as anywhere; FleetError for what could not be done. */
export function hubJobRunner(hub: HubJobs): JobRunner {
  return {
    threads: 0,
    run: (jobs, options) => runOnHub(hub, jobs, options) as never,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function runOnHub(
  hub: HubJobs,
  jobs: readonly LearningJob[],
  { onDone, signal }: RunOptions = {},
): Promise<unknown[]> {
  const results: unknown[] = Array.from({ length: jobs.length });
  let before = 0;
  for (const { task, items, places } of groupsOf(jobs)) {
    const from = before;
    const onProgress = ({ done }: { readonly done: number }): void => onDone?.(from + done);
    const queue = queueEvaluator({ ...hub, task, onProgress, ...(signal === undefined ? {} : { signal }) });
    for (const outcome of await queue.evaluate(items)) {
      const place = places[outcome.index] ?? 0;
      results[place] = answerOf(outcome);
    }
    before += items.length;
  }
  return results;
}

function answerOf(outcome: ItemOutcome): unknown {
  if (outcome.kind === "failed")
    throw new FleetError("hub-refused", `A worker could not do it: ${outcome.message}`, { code: outcome.code });
  return outcome.result;
}
