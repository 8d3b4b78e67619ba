import { trustQueue } from "@fleet-persona/db";
import type { WorkerDeps } from "../deps.ts";
import type { Trust } from "./open-trust.ts";
import { announceTrust, tendTrust } from "./tend-trust.ts";

// Often enough that nothing a timestamp promises is ever near its end.
const EVERY = "*/5 * * * *";

/** Signs what waits, now, whenever the hub asks, and every few minutes. Any number of workers with the same keys may. */
export async function workTrust(
  { boss, hub, log }: Pick<WorkerDeps, "boss" | "hub" | "log">,
  trust: Trust,
): Promise<void> {
  const { name, settings } = trustQueue;
  await announceTrust(hub, trust);
  await boss.createQueue(name, settings);
  await boss.work(name, { pollingIntervalSeconds: 1 }, async () => {
    log.debug(await tendTrust(hub, trust), "trust tended");
  });
  await boss.schedule(name, EVERY);
  await boss.send(name, {});
}
