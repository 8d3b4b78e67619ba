import { availableParallelism } from "node:os";
import { runHere, threadRunner, type JobRunner, type RunOptions } from "@fleet-persona/learning-jobs";
import { usageError } from "../../command-line/command-error.ts";
import { readCredentials } from "../../fleet/credentials.ts";
import { FleetError } from "../../fleet/fleet-error.ts";
import { hubJobRunner } from "../../rollouts/hub-job-runner.ts";
import type { Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";
import type { World } from "../world.ts";

/** Where the jobs of a command are done: here, on threads, or by the workers of a hub. */
export async function jobRunnerOf(given: Given, world: World): Promise<JobRunner> {
  const { workers } = given;
  if (workers === undefined || workers === "1") return runHere;
  if (workers === "threads") return threadRunner(availableParallelism());
  if (/^[1-9]\d?$/.test(workers)) return threadRunner(Number(workers));
  if (workers === "queue") return hubQueue(world);
  throw usageError(`--workers ${workers} is none of a number of threads, threads, queue.`);
}

/** By the login of `fleet login`, or FLEET_HUB and FLEET_TOKEN; the token needs the scope rollouts:run. */
function hubQueue(world: World): JobRunner {
  const runner = hubJobRunner({ credentials: readCredentials(world.env) });
  const run = async (jobs: never, options?: RunOptions): Promise<unknown> => {
    try {
      return await runner.run(jobs, options);
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      throw new PersonaCliError("training-failed", error.message, { code: error.code });
    }
  };
  return { ...runner, run: run as JobRunner["run"] };
}
