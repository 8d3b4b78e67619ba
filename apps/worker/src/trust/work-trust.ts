import { trustQueue } from "@fleet-persona/db";
import type { WorkerDeps } from "../deps.ts";
import type { Trust } from "./open-trust.ts";
import { announceTrust, tendTrust } from "./tend-trust.ts";

// Often enough that nothing a timestamp promises is ever near its end.
const EVERY = "*/5 * * * *";

// When the root ends nobody installs anything new: people need time to bring its key.
const ROOT_WARNING_MS = 60 * 86_400_000;

/** Signs what waits, now, whenever the hub asks, and every few minutes. Any number of workers with the same keys may. */
export async function workTrust(
  { boss, hub, log }: Pick<WorkerDeps, "boss" | "hub" | "log">,
  trust: Trust,
): Promise<void> {
  const { name, settings } = trustQueue;
  await announceTrust(hub, trust);
  const left = (trust.roots.at(-1)?.expiresAt ?? 0) - hub.now().getTime();
  if (left < ROOT_WARNING_MS)
    log.warn({ days: Math.floor(left / 86_400_000) }, "the root ends soon: trust-keys renew-root");
  await boss.createQueue(name, settings);
  await boss.work(name, { pollingIntervalSeconds: 1 }, async () => {
    log.debug(await tendTrust(hub, trust), "trust tended");
  });
  await boss.schedule(name, EVERY);
  await boss.send(name, {});
}
