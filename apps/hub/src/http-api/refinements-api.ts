import {
  cancelRefinement,
  execute,
  getRefinement,
  listLearningMaterial,
  listRefinements,
  readRefinementFiles,
  requestRefinement,
  resolveApiActor,
} from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import { takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import { readText } from "./read-body.ts";

const limits = { bytes: 64 * 1024 };
const noStore = { "cache-control": "no-store" };

/** `GET ?persona=publisher/name`: the tenant's refinements, newest first; with a Persona also what it may be learned from. */
export async function getRefinements(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const personaId = new URL(request.url).searchParams.get("persona") ?? undefined;
  const refinements = await execute(core, actor, listRefinements, { personaId });
  const material =
    personaId === undefined ? {} : { material: await execute(core, actor, listLearningMaterial, { personaId }) };
  return Response.json({ refinements, ...material }, { headers: noStore });
}

/** `POST { personaId, version, method?, settings?, seed?, experiments?, ownOnly? }`: has a worker make a candidate. */
export async function postRefinements(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const asked = (await bodyOf(request)) as z.input<(typeof requestRefinement)["input"]>;
  const view = await execute(core, actor, requestRefinement, asked);
  return Response.json(view, {
    status: 202,
    headers: { ...noStore, location: `/api/v1/refinements/${view.refinementId}` },
  });
}

/** `GET`: one refinement with its report. */
export async function getOneRefinement(core: Deps, request: Request, refinementId: string): Promise<Response> {
  const actor = await open(core, request);
  return Response.json(await execute(core, actor, getRefinement, { refinementId }), { headers: noStore });
}

/** `DELETE`: ends it where it is under way. */
export async function deleteRefinement(core: Deps, request: Request, refinementId: string): Promise<Response> {
  const actor = await open(core, request);
  return Response.json(await execute(core, actor, cancelRefinement, { refinementId }), { headers: noStore });
}

/** `GET …/files`: the candidate's files, base64, none of them signed. */
export async function getRefinementFiles(core: Deps, request: Request, refinementId: string): Promise<Response> {
  const actor = await open(core, request);
  return Response.json(await execute(core, actor, readRefinementFiles, { refinementId }), { headers: noStore });
}

async function open(core: Deps, request: Request): Promise<Actor> {
  const actor = await resolveApiActor(core, bearerToken(request), "personas:write");
  await takeApiToken(core, actor);
  return actor;
}

const bodySchema = z.record(z.string(), z.unknown());

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  try {
    return bodySchema.parse(JSON.parse(await readText(request, limits)));
  } catch (error) {
    if (error instanceof RequestRefusal) throw error;
    throw new RequestRefusal(
      "body-malformed",
      400,
      'The body must be JSON: { "personaId": "acme/surge-ready", "version": 1 }.',
    );
  }
}
