import { PgBoss } from "pg-boss";
import type { JobRunner, RunOptions } from "./job-runner.ts";
import type { LearningJob } from "./learning-job.ts";
import { runLearningJob } from "./run-learning-job.ts";

/** The queue of learning jobs in the hub's database. */
export const LEARNING_QUEUE = "learning";

const POLL_MS = 250;
// A job is some seconds of simulation; a worker that was killed gives it back after this long.
const EXPIRES_S = 600;

/** Makes the queue where it is not there yet. */
async function makeQueue(boss: PgBoss): Promise<void> {
  await boss.createQueue(LEARNING_QUEUE, { retryLimit: 3, retryDelay: 1, expireInSeconds: EXPIRES_S });
}

/** Lets a worker do learning jobs, one at a time. */
export async function workLearningQueue(boss: PgBoss): Promise<void> {
  await makeQueue(boss);
  await boss.work<LearningJob>(LEARNING_QUEUE, { pollingIntervalSeconds: 0.5 }, async ([job]) =>
    job === undefined ? null : ((await runLearningJob(job.data)) as object),
  );
}

/** Jobs done by however many workers watch the queue of this database; nothing is done in this process. */
export async function queueRunner(databaseUrl: string): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 2,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  // A database that is away for a moment is asked again; one that stays away fails the next question.
  boss.on("error", () => undefined);
  await boss.start();
  await makeQueue(boss);
  return {
    run: (jobs, options) => throughQueue(boss, jobs, options) as never,
    [Symbol.asyncDispose]: () => boss.stop({ graceful: false }),
  };
}

async function throughQueue(
  boss: PgBoss,
  jobs: readonly LearningJob[],
  { onDone, signal }: RunOptions = {},
): Promise<unknown[]> {
  const ids: string[] = [];
  for (const job of jobs) {
    const id = await boss.send(LEARNING_QUEUE, job);
    if (id === null) throw new TypeError("the queue did not take a job");
    ids.push(id);
  }
  const results = new Map<string, unknown>();
  try {
    while (results.size < ids.length) {
      signal?.throwIfAborted();
      for (const id of ids) {
        if (results.has(id)) continue;
        const job = await boss.getJobById(LEARNING_QUEUE, id);
        if (job?.state === "completed") results.set(id, job.output);
        if (job === null || job.state === "failed" || job.state === "cancelled")
          throw new TypeError(`a worker could not do a job: ${JSON.stringify(job?.output ?? "it is gone")}`);
      }
      onDone?.(results.size);
      if (results.size < ids.length) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    const left = ids.filter((id) => !results.has(id));
    if (left.length > 0) await boss.cancel(LEARNING_QUEUE, left);
    if (results.size > 0) await boss.deleteJob(LEARNING_QUEUE, [...results.keys()]);
  }
  return ids.map((id) => results.get(id));
}
