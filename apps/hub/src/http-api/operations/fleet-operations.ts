import { formatFleetYaml, parseFleetYaml } from "@fleet-persona/fleet-config";
import type { YamlProblem } from "@fleet-persona/fleet-config";
import {
  applyFleetConfig,
  execute,
  exportFleetConfig,
  findFleet,
  listFleets,
  planFleetConfig,
  slugSchema,
} from "@fleet-persona/hub-core";
import type { Actor } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal, problemOf, problemResponse } from "../api-error.ts";
import { isYaml } from "../media-type.ts";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation, Call } from "../operation.ts";
import { readText } from "../read-body.ts";
import {
  configAppliedSchema,
  configExportSchema,
  configPlanSchema,
  fleetDocumentSchema,
  fleetListSchema,
} from "../schemas/fleets.ts";
import { nothing } from "../schemas/parts.ts";

const documentLimits = { bytes: 256 * 1024 };
const slugParams = z.object({ slug: slugSchema.meta({ description: "the fleet's address" }) });
const path = "/api/v1/fleets/{slug}/config" as const;

const documentYaml = `schema: fleet-persona/fleet/1
fleet: web
attributes: {}
triggers: []
freeze_windows: []
personas: []
settings:
  risk_tolerance: 0.2
`;

export const fleetOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "listFleets",
    method: "GET",
    path: "/api/v1/fleets",
    tag: "Fleets",
    summary: "The fleets of the token's tenant",
    access: { kind: "token", scope: "fleet:read" },
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: "By name.", schema: fleetListSchema },
    errors: [],
    examples: [
      {
        name: "List fleets",
        status: 200,
        answer: { fleets: [{ slug: "web", name: "Web", configVersion: 0, hosts: 0 }] },
      },
    ],
    run: async (actor, { core }) => {
      const fleets = (await execute(core, actor, listFleets, {})).map(({ slug, name, configVersion, hosts }) => ({
        slug,
        name,
        configVersion,
        hosts: hosts.online + hosts.offline,
      }));
      return { body: { fleets } };
    },
  }),
  tokenOperation({
    id: "exportFleetConfig",
    method: "GET",
    path,
    tag: "Fleets",
    summary: "A fleet's state document",
    description: "As JSON, or as YAML with the values that hosts last reported in comments. The `ETag` is its version.",
    access: { kind: "token", scope: "fleet:read" },
    params: slugParams,
    query: nothing,
    headers: [{ name: "accept", description: "`application/yaml` for YAML." }],
    body: null,
    answer: {
      status: 200,
      description: "The document that stands.",
      schema: configExportSchema,
      others: [{ type: "application/yaml", description: "The same, to be edited.", schema: z.string() }],
    },
    errors: ["not-found"],
    examples: [
      { name: "As JSON", params: { slug: "web" }, status: 200 },
      { name: "As YAML", params: { slug: "web" }, headers: { accept: "application/yaml" }, status: 200 },
    ],
    run: exportConfig,
  }),
  tokenOperation({
    id: "applyFleetConfig",
    method: "POST",
    path,
    tag: "Fleets",
    summary: "Plan or apply a state document",
    description:
      "With `plan=1` it says what the document would change and what would be refused, and changes nothing. Otherwise the document becomes the next version. The version it was made from comes in `If-Match` or `base_version`: somebody else's change in between is answered with 412 or 409.",
    access: {
      kind: "token",
      scope: "fleet:write",
      lesser: { scope: "fleet:read", when: "`plan=1`", is: (query) => query.get("plan") === "1" },
    },
    params: slugParams,
    query: z.object({
      plan: z.boolean().default(false).meta({ description: "only say what would change" }),
      base_version: z
        .string()
        .optional()
        .meta({ description: "the version it was made from, where `If-Match` is not sent" }),
      note: z.string().default("").meta({ description: "why, for the history" }),
      accept_missing: z
        .boolean()
        .default(false)
        .meta({ description: "also with signals or attributes that no host has" }),
    }),
    headers: [{ name: "if-match", description: "The `ETag` of the export it was made from." }],
    body: {
      kind: "own",
      limits: documentLimits,
      description: "The whole document, as YAML or JSON.",
      types: { "application/yaml": z.string(), "application/json": fleetDocumentSchema },
    },
    answer: {
      status: 200,
      description: "The version it became; with `plan=1` the changes it would make.",
      schema: z.union([configAppliedSchema, configPlanSchema]),
    },
    errors: [
      "document-refused",
      "base-version-needed",
      "conflict",
      "not-found",
      "persona-unknown",
      "not-entitled",
      "gate-pending",
      "gate-rejected",
      "review-needed",
      "version-yanked",
      "version-revoked",
      "signals-missing",
      "experiment-running",
    ],
    examples: [
      {
        name: "What would change",
        params: { slug: "web" },
        query: "?plan=1",
        headers: { "content-type": "application/yaml" },
        body: documentYaml,
        status: 200,
        answer: {
          baseVersion: 0,
          changes: [
            {
              kind: "settings-changed",
              path: "settings.risk_tolerance",
              before: null,
              after: 0.2,
              sentence: "risk tolerance becomes 0.2",
            },
          ],
          refusals: [],
        },
      },
    ],
    run: postConfig,
  }),
];

type Asked = Call<typeof slugParams, z.ZodType, z.ZodType>;

async function exportConfig(actor: Actor, { core, request, params }: Asked) {
  const { fleetId } = await execute(core, actor, findFleet, params);
  const { fleetId: _id, ...exported } = await execute(core, actor, exportFleetConfig, { fleetId });
  const headers = { etag: `"${exported.version}"`, vary: "accept" };
  if (!isYaml(request.headers.get("accept") ?? "")) return { body: exported, headers };
  const by = exported.changedBy === null ? "" : `, by ${exported.changedBy}`;
  const text = formatFleetYaml(exported.config, { now: exported.now, head: `version ${exported.version}${by}` });
  const all = { ...headers, "cache-control": "no-store", "content-type": "application/yaml; charset=utf-8" };
  return new Response(text, { headers: all });
}

type Query = {
  readonly plan: boolean;
  readonly base_version?: string | undefined;
  readonly note: string;
  readonly accept_missing: boolean;
};

async function postConfig(actor: Actor, call: Asked & { readonly query: Query }) {
  const { core, request, params, query } = call;
  const { fleetId } = await execute(core, actor, findFleet, params);
  const parsed = parseFleetYaml(await readText(request, documentLimits));
  if (parsed.kind === "refused") return refusedDocument(request, parsed.problems);
  const { config } = parsed;
  const acceptMissing = query.accept_missing;
  if (query.plan) {
    const planned = await execute(core, actor, planFleetConfig, { fleetId, config, acceptMissing });
    const { baseVersion, changes, refusals } = planned;
    return { body: { baseVersion, changes, refusals } };
  }
  const baseVersion = baseVersionOf(request, query);
  try {
    const wanted = { fleetId, config, baseVersion, note: query.note, acceptMissing };
    const { fleetId: _id, config: _config, ...applied } = await execute(core, actor, applyFleetConfig, wanted);
    return { body: applied, headers: { etag: `"${applied.version}"` } };
  } catch (error) {
    const problem = problemOf(error);
    // RFC 9110 13.1.1: a precondition that does not hold has a status of its own.
    const status = problem.status === 409 && request.headers.has("if-match") ? 412 : problem.status;
    return problemResponse({ ...problem, status }, { accept: request.headers.get("accept") });
  }
}

function baseVersionOf(request: Request, { base_version: named }: Query): number {
  const given = request.headers.get("if-match") ?? named ?? null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given?.trim() ?? "")?.[1];
  if (version === undefined) {
    const message = "Say which version this was made from: If-Match with the ETag of the export, or ?base_version=.";
    throw new RequestRefusal("base-version-needed", 428, message);
  }
  return Number(version);
}

function refusedDocument(request: Request, problems: readonly YamlProblem[]): Response {
  const [first] = problems;
  const where = first === undefined ? "" : `Line ${first.line}${first.path === "" ? "" : `, ${first.path}`}: `;
  const message = `${where}${first?.message ?? "The document is wrong."}`;
  const accept = request.headers.get("accept");
  return problemResponse({ status: 400, code: "document-refused", message }, { accept, more: { problems } });
}
