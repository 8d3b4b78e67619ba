import { availableParallelism } from "node:os";
import { queueRunner, runHere, threadRunner, type JobRunner } from "@fleet-persona/learning-jobs";
import { usageError } from "../../command-line/command-error.ts";
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

async function hubQueue(world: World): Promise<JobRunner> {
  const url = world.env["DATABASE_URL"];
  if (url === undefined || url === "")
    throw usageError("--workers queue needs DATABASE_URL: the database of the hub whose workers are to do it.");
  try {
    return await queueRunner(url);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PersonaCliError(
      "training-failed",
      `The queue in the database cannot be used: ${why}. Is the hub's schema there?`,
      {
        code: "queue-unusable",
      },
    );
  }
}
