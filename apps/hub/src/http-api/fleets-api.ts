import { execute, listFleets, resolveApiActor } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { bearerToken } from "./bearer-token.ts";
import { takeApiToken } from "./api-rate.ts";

/** `GET`: the fleets of the token's tenant, by name. */
export async function getFleets(core: Deps, request: Request): Promise<Response> {
  const actor = await resolveApiActor(core, bearerToken(request), "fleet:read");
  await takeApiToken(core, actor);
  const fleets = (await execute(core, actor, listFleets, {})).map(({ slug, name, configVersion, hosts }) => ({
    slug,
    name,
    configVersion,
    hosts: hosts.online + hosts.offline,
  }));
  return Response.json({ fleets }, { headers: { "cache-control": "no-store" } });
}
