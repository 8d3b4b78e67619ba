import { HubError, resolveApiActor } from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";
import { rateHeaders, requestsPerMinute, takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import type { Access } from "./operation.ts";

/** Who asks by an API token, within its scope and its rate; `headers` gets what is left of the rate. */
export async function openToken(
  core: Deps,
  request: Request,
  access: Extract<Access, { kind: "token" }>,
  headers: Headers,
): Promise<Actor> {
  const isLesser = access.lesser?.is(new URL(request.url).searchParams) ?? false;
  const scope = isLesser ? (access.lesser?.scope ?? access.scope) : access.scope;
  const actor = await resolveApiActor(core, bearerToken(request), scope);
  try {
    for (const [name, value] of Object.entries(rateHeaders(await takeApiToken(core, actor, access))))
      headers.set(name, value);
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== "rate-limited") throw error;
    const resetSeconds = 60 - Math.floor((core.now().getTime() / 1_000) % 60);
    const spent = { limit: access.rate?.perMinute ?? requestsPerMinute, left: 0, resetSeconds };
    for (const [name, value] of Object.entries(rateHeaders(spent))) headers.set(name, value);
    headers.set("retry-after", String(resetSeconds));
    throw error;
  }
  return actor;
}
