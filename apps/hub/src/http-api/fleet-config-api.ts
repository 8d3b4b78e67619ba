import { formatFleetYaml, parseFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfig, YamlProblem } from "@fleet-persona/fleet-config";
import {
  applyFleetConfig,
  execute,
  exportFleetConfig,
  findFleet,
  planFleetConfig,
  resolveApiActor,
} from "@fleet-persona/hub-core";
import type { Actor, ApiScope, Deps, FleetView } from "@fleet-persona/hub-core";
import { RequestRefusal, problemOf, problemResponse } from "./api-error.ts";
import { takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import { isYaml } from "./media-type.ts";
import { readText } from "./read-body.ts";

const documentLimits = { bytes: 256 * 1024 };

type Asked = { readonly actor: Actor; readonly fleet: FleetView };

/** `GET`: the document that stands, as YAML with the values now in comments or as JSON; `ETag` is its version. */
export async function getFleetConfig(core: Deps, request: Request, slug: string): Promise<Response> {
  const { actor, fleet } = await open(core, request, { slug, scope: "fleet:read" });
  const { fleetId: _id, ...exported } = await execute(core, actor, exportFleetConfig, { fleetId: fleet.fleetId });
  const headers = { etag: `"${exported.version}"`, "cache-control": "no-store", vary: "accept" };
  if (!isYaml(request.headers.get("accept") ?? "")) return Response.json(exported, { headers });
  const by = exported.changedBy === null ? "" : `, by ${exported.changedBy}`;
  const text = formatFleetYaml(exported.config, { now: exported.now, head: `version ${exported.version}${by}` });
  return new Response(text, { headers: { ...headers, "content-type": "application/yaml; charset=utf-8" } });
}

/**
 * `POST` a document: `?plan=1` answers what it would change, otherwise it becomes the next version. The version it was made from
 * comes in `If-Match` or `?base_version=`; `?note=` says why.
 */
export async function postFleetConfig(core: Deps, request: Request, slug: string): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const planOnly = searchParams.get("plan") === "1";
  const { actor, fleet } = await open(core, request, { slug, scope: planOnly ? "fleet:read" : "fleet:write" });
  const parsed = parseFleetYaml(await readText(request, documentLimits));
  if (parsed.kind === "refused") return refusedDocument(parsed.problems);
  const acceptMissing = searchParams.get("accept_missing") === "1";
  const { fleetId } = fleet;
  if (planOnly) {
    const { baseVersion, changes, refusals } = await execute(core, actor, planFleetConfig, {
      fleetId,
      config: parsed.config,
      acceptMissing,
    });
    return Response.json({ baseVersion, changes, refusals }, { headers: { "cache-control": "no-store" } });
  }
  return apply(core, request, { actor, fleet, config: parsed.config, acceptMissing });
}

type Applying = Asked & { readonly config: FleetConfig; readonly acceptMissing: boolean };

async function apply(
  core: Deps,
  request: Request,
  { actor, fleet: { fleetId }, config, acceptMissing }: Applying,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const note = searchParams.get("note") ?? "";
  const baseVersion = baseVersionOf(request);
  try {
    const view = await execute(core, actor, applyFleetConfig, { fleetId, config, baseVersion, note, acceptMissing });
    const { fleetId: _id, config: _config, ...applied } = view;
    return Response.json(applied, { headers: { etag: `"${view.version}"`, "cache-control": "no-store" } });
  } catch (error) {
    const problem = problemOf(error);
    // RFC 9110 13.1.1: a precondition that does not hold has a status of its own.
    const status = problem.status === 409 && request.headers.has("if-match") ? 412 : problem.status;
    return problemResponse({ ...problem, status });
  }
}

function baseVersionOf(request: Request): number {
  const given = request.headers.get("if-match") ?? new URL(request.url).searchParams.get("base_version");
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given?.trim() ?? "")?.[1];
  if (version === undefined) {
    const message = "Say which version this was made from: If-Match with the ETag of the export, or ?base_version=.";
    throw new RequestRefusal("base-version-needed", 428, message);
  }
  return Number(version);
}

async function open(
  core: Deps,
  request: Request,
  { slug, scope }: { readonly slug: string; readonly scope: ApiScope },
): Promise<Asked> {
  const actor = await resolveApiActor(core, bearerToken(request), scope);
  await takeApiToken(core, actor);
  return { actor, fleet: await execute(core, actor, findFleet, { slug }) };
}

function refusedDocument(problems: readonly YamlProblem[]): Response {
  const [first] = problems;
  const where = first === undefined ? "" : `Line ${first.line}${first.path === "" ? "" : `, ${first.path}`}: `;
  const message = `${where}${first?.message ?? "The document is wrong."}`;
  return problemResponse({ status: 400, code: "document-refused", message }, { problems });
}
