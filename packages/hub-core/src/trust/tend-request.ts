import { randomUUID } from "node:crypto";
import { enqueueJobs, trustQueue } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";

/** Asks the workers to sign what is new, once this transaction commits. A request that waits already is enough. */
export async function askToTendTrust(tx: Tx): Promise<void> {
  await enqueueJobs(tx, trustQueue.name, [{ id: randomUUID(), data: {}, priority: 0 }]);
}
