import {
  execute,
  exportExperiment,
  findFleet,
  getExperiment,
  listExperiments,
  pauseExperiment,
  planExperiment,
  promoteWinner,
  resolveApiActor,
  resumeExperiment,
  startExperiment,
  stopExperiment,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, ExperimentView } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import { takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import { readText } from "./read-body.ts";

const limits = { bytes: 256 * 1024 };
const noStore = { "cache-control": "no-store" };

/** `GET ?fleet=SLUG`: the tenant's experiments, newest first; of one fleet when it is named. */
export async function getExperiments(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const slug = new URL(request.url).searchParams.get("fleet");
  const only = slug === null ? {} : { fleetId: (await execute(core, actor, findFleet, { slug })).fleetId };
  return Response.json({ experiments: await execute(core, actor, listExperiments, only) }, { headers: noStore });
}

/** `POST { "fleet": slug, "plan", "experimentId"? }`: keeps a plan as a draft; says what stands in the way of its start. */
export async function postExperiments(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const { fleet, ...asked } = await bodyOf(request, newSchema);
  const { fleetId } = await execute(core, actor, findFleet, { slug: fleet });
  // The use case judges what a plan says; here it is only taken apart.
  const input = { ...asked, fleetId } as z.input<(typeof planExperiment)["input"]>;
  const planned = await execute(core, actor, planExperiment, input);
  const headers = { ...noStore, location: `/api/v1/experiments/${planned.experiment.experimentId}` };
  return Response.json(planned, { status: 201, headers });
}

/** `GET`: everything there is to know of one; `?format=csv|json`: its figures by unit, or (`table=verdict`) by arm and metric. */
export async function getExperimentById(core: Deps, request: Request, part: string): Promise<Response> {
  const actor = await open(core, request);
  const { searchParams } = new URL(request.url);
  const format = searchParams.get("format");
  if (format === null)
    return Response.json(await execute(core, actor, getExperiment, { experimentId: part }), { headers: noStore });
  if (format !== "csv" && format !== "json") throw new RequestRefusal("query-malformed", 400, "format is csv or json.");
  const table = searchParams.get("table") === "verdict" ? "verdict" : "units";
  const { text, contentType, filename } = await execute(core, actor, exportExperiment, {
    experimentId: part,
    format,
    table,
  });
  const headers = {
    ...noStore,
    "content-type": contentType,
    "content-disposition": `attachment; filename="${filename}"`,
  };
  return new Response(text, { headers });
}

/** `POST …/{start,pause,resume,stop,promote}`: `{ "reason"? }`; `start` takes nothing. */
export async function postExperimentVerb(core: Deps, request: Request, part: string): Promise<Response> {
  const actor = await open(core, request);
  const [id = "", verb = ""] = part.split("/");
  const said = { experimentId: id, ...(await bodyOf(request, reasonSchema)) };
  return Response.json(await done(core, actor, verb as Verb, said), { headers: noStore });
}

type Verb = "start" | "pause" | "resume" | "stop" | "promote";
type Said = { readonly experimentId: string; readonly reason?: string | undefined };

function done(core: Deps, actor: Actor, verb: Verb, { experimentId, reason }: Said): Promise<ExperimentView> {
  const said = { experimentId, reason };
  switch (verb) {
    case "start":
      return execute(core, actor, startExperiment, { experimentId });
    case "pause":
      return execute(core, actor, pauseExperiment, said);
    case "resume":
      return execute(core, actor, resumeExperiment, said);
    case "stop":
      return execute(core, actor, stopExperiment, said);
    case "promote":
      return execute(core, actor, promoteWinner, said);
  }
  return verb satisfies never;
}

async function open(core: Deps, request: Request): Promise<Actor> {
  const actor = await resolveApiActor(core, bearerToken(request), "experiments:run");
  await takeApiToken(core, actor);
  return actor;
}

const newSchema = z.strictObject({ fleet: z.string(), plan: z.unknown(), experimentId: z.string().optional() });
const reasonSchema = z.strictObject({ reason: z.string().optional() });

async function bodyOf<Body>(request: Request, schema: z.ZodType<Body>): Promise<Body> {
  const text = await readText(request, limits);
  try {
    return schema.parse(text === "" ? {} : JSON.parse(text));
  } catch {
    throw new RequestRefusal(
      "body-malformed",
      400,
      "The body must be a JSON object with the fields that this path takes.",
    );
  }
}
