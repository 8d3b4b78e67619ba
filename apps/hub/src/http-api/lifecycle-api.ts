import {
  deprecateVersion,
  execute,
  listOwnListings,
  publishAdvisory,
  resolveApiActor,
  restoreVersion,
  revokeVersion,
  withdrawAdvisory,
  yankVersion,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, VersionStateView } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import { takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import { readText } from "./read-body.ts";

const limits = { bytes: 64 * 1024 };
const noStore = { "cache-control": "no-store" };

/** `GET`: what the token's tenant sells, every version with what it is today. */
export async function getOwnPersonas(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  return Response.json({ personas: await execute(core, actor, listOwnListings, {}) }, { headers: noStore });
}

/** `POST …/publisher/name/versions/N/VERB`: `{ reason, successor? }`; `revoke` takes a reason, `restore` nothing. */
export async function postVersionVerb(core: Deps, request: Request, part: string): Promise<Response> {
  const actor = await open(core, request);
  const [publisher = "", name = "", , version = "", verb = ""] = part.split("/");
  const said = { personaId: `${publisher}/${name}`, version: Number(version), ...(await bodyOf(request)) };
  return Response.json(await saidOf(core, actor, verb as Verb, said), { headers: noStore });
}

/** `POST …/publisher/name/advisories`: `{ severity, title, body?, affected, fixedIn? }`. */
export async function postAdvisory(core: Deps, request: Request, part: string): Promise<Response> {
  const actor = await open(core, request);
  const said = { personaId: part, ...(await bodyOf(request)) } as z.input<(typeof publishAdvisory)["input"]>;
  return Response.json(await execute(core, actor, publishAdvisory, said), { status: 201, headers: noStore });
}

/** `DELETE`: takes an advisory back. */
export async function deleteAdvisory(core: Deps, request: Request, advisoryId: string): Promise<Response> {
  const actor = await open(core, request);
  return Response.json(await execute(core, actor, withdrawAdvisory, { advisoryId }), { headers: noStore });
}

type Verb = "deprecate" | "yank" | "revoke" | "restore";
// The use case judges what a body says; here it is only taken apart.
type Said = z.input<(typeof deprecateVersion)["input"]>;

function saidOf(core: Deps, actor: Actor, verb: Verb, said: object): Promise<VersionStateView> {
  switch (verb) {
    case "deprecate":
      return execute(core, actor, deprecateVersion, said as Said);
    case "yank":
      return execute(core, actor, yankVersion, said as Said);
    case "revoke":
      return execute(core, actor, revokeVersion, said as Said);
    case "restore":
      return execute(core, actor, restoreVersion, said as Said);
  }
  return verb satisfies never;
}

async function open(core: Deps, request: Request): Promise<Actor> {
  const actor = await resolveApiActor(core, bearerToken(request), "personas:write");
  await takeApiToken(core, actor);
  return actor;
}

const bodySchema = z.record(z.string(), z.unknown());

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request, limits);
  if (text === "") return {};
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch {
    throw new RequestRefusal("body-malformed", 400, "The body must be a JSON object.");
  }
}
