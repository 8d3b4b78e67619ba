import { takeRateToken } from "@fleet-persona/hub-core";
import type { Actor, Deps, RateLeft } from "@fleet-persona/hub-core";
import type { Access } from "./operation.ts";

/** Requests a minute that an API token may make, all operations together that do not count on their own. */
export const requestsPerMinute = 120;
const windowSeconds = 60;

/** Counts one request of an API token; `rate-limited` when it asks too often. */
export function takeApiToken(
  core: Deps,
  { apiTokenId }: Actor,
  { rate }: Extract<Access, { kind: "token" }>,
): Promise<RateLeft> {
  const { bucket, perMinute } = rate ?? { bucket: "api", perMinute: requestsPerMinute };
  return takeRateToken(core, { key: `${bucket}:${apiTokenId}`, limit: perMinute, windowSeconds });
}

/** What is left of a rate, as draft-ietf-httpapi-ratelimit-headers spells it. */
export function rateHeaders({ limit, left, resetSeconds }: RateLeft): Record<string, string> {
  return {
    "ratelimit-policy": `"token";q=${limit};w=${windowSeconds}`,
    ratelimit: `"token";r=${left};t=${resetSeconds}`,
  };
}
