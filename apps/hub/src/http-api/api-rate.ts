import { takeRateToken } from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";

const requestsPerMinute = 120;

/** Counts one request of an API token; `rate-limited` when it asks too often. */
export async function takeApiToken(core: Deps, { apiTokenId }: Actor): Promise<void> {
  await takeRateToken(core, { key: `api:${apiTokenId}`, limit: requestsPerMinute, windowSeconds: 60 });
}
