import { storeEventQueue } from "@fleet-persona/db";
import { fanOutStoreEvent, storeEventJobSchema } from "@fleet-persona/hub-core";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "../deps.ts";
import { sendNoticeMail } from "./send-notice-mail.ts";

/**
 * Tells people of what happened in the store, as it comes. An event whose worker died half-way is told by another, and nobody twice:
 * telling and the mark that it was done are one transaction. What is urgent is mailed right after.
 */
export async function workStoreEvents({ boss, hub, log, mailer }: WorkerDeps): Promise<void> {
  const handle = async (jobs: Job[]): Promise<JobResult[]> => {
    const results: JobResult[] = [];
    for (const job of jobs) {
      const told = await fanOutStoreEvent(hub, storeEventJobSchema.parse(job.data).eventId).catch((error: unknown) => {
        log.warn({ err: error, job: job.id }, "an event of the store could not be told now");
        return null;
      });
      results.push({ id: job.id, status: told === null ? "failed" : "completed" });
    }
    // Should this not get through, the job of each minute sends it.
    await sendNoticeMail(hub, mailer, "urgent").catch((error: unknown) => log.warn({ err: error }, "mail has to wait"));
    return results;
  };
  const asking = { pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 5, perJobResults: true } as const;
  await boss.work(storeEventQueue.name, { batchSize: 20, ...asking }, handle);
}
