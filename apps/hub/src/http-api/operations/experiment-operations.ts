import { experimentPlanSchema } from "@fleet-persona/experiments";
import {
  execute,
  experimentIdSchema,
  exportExperiment,
  findFleet,
  getExperiment,
  listExperiments,
  pauseExperiment,
  planExperiment,
  promoteWinner,
  resumeExperiment,
  startExperiment,
  stopExperiment,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, ExperimentId, ExperimentView } from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { experimentListSchema, experimentSchema, plannedSchema } from "../schemas/experiments.ts";
import { nothing } from "../schemas/parts.ts";
import { exampleIds, examplePlan } from "./example-data.ts";

const access = { kind: "token", scope: "experiments:run" } as const;
const limits = { bytes: 256 * 1024 };
const tag = "Experiments";
const one = z.object({ experimentId: experimentIdSchema });
const params = { experimentId: exampleIds.experiment };

const readers: readonly AnyOperation[] = [
  tokenOperation({
    id: "listExperiments",
    method: "GET",
    path: "/api/v1/experiments",
    tag,
    summary: "The tenant's experiments, newest first",
    access,
    params: nothing,
    query: z.object({ fleet: z.string().optional().meta({ description: "only those of this fleet (its slug)" }) }),
    body: null,
    answer: { status: 200, description: "Experiments as a list shows them.", schema: experimentListSchema },
    errors: ["not-found"],
    examples: [{ name: "Of one fleet", query: "?fleet=web", status: 200 }],
    run: async (actor, { core, query: { fleet } }) => {
      const only =
        fleet === undefined ? {} : { fleetId: (await execute(core, actor, findFleet, { slug: fleet })).fleetId };
      return { body: { experiments: await execute(core, actor, listExperiments, only) } };
    },
  }),
  tokenOperation({
    id: "getExperiment",
    method: "GET",
    path: "/api/v1/experiments/{experimentId}",
    tag,
    summary: "One experiment, or its figures as a table",
    access,
    params: one,
    query: z.object({
      format: z.enum(["csv", "json"]).optional().meta({ description: "the figures as a table instead" }),
      table: z.enum(["units", "verdict"]).default("units").meta({ description: "by unit, or by arm and metric" }),
    }),
    body: null,
    answer: {
      status: 200,
      description: "The experiment.",
      schema: experimentSchema,
      others: [{ type: "text/csv", description: "With `format=csv`.", schema: z.string() }],
    },
    errors: ["not-found"],
    examples: [
      { name: "Everything about one", params, status: 200 },
      { name: "Its figures for a spreadsheet", params, query: "?format=csv&table=verdict", status: 200 },
    ],
    run: async (actor, { core, params: { experimentId }, query: { format, table } }) => {
      if (format === undefined) return { body: await execute(core, actor, getExperiment, { experimentId }) };
      const { text, contentType, filename } = await execute(core, actor, exportExperiment, {
        experimentId,
        format,
        table,
      });
      const headers = {
        "cache-control": "no-store",
        "content-type": contentType,
        "content-disposition": `attachment; filename="${filename}"`,
      };
      return new Response(text, { headers });
    },
  }),
];

const planner = tokenOperation({
  id: "planExperiment",
  method: "POST",
  path: "/api/v1/experiments",
  tag,
  summary: "Keep a plan as a draft",
  description:
    "Says what can be found by it and everything that stands between it and its start. Under its id it replaces the draft.",
  access,
  params: nothing,
  query: nothing,
  body: {
    kind: "json",
    limits,
    required: true,
    schema: z.strictObject({
      fleet: z.string().meta({ description: "the fleet's slug" }),
      plan: experimentPlanSchema,
      experimentId: z.uuid().optional(),
    }),
  },
  answer: { status: 201, description: "The draft, and the obstacles.", schema: plannedSchema },
  errors: ["not-found", "conflict"],
  examples: [{ name: "Two fallbacks against each other", body: { fleet: "web", plan: examplePlan }, status: 201 }],
  run: async (actor, { core, body: { fleet, ...asked } }) => {
    const { fleetId } = await execute(core, actor, findFleet, { slug: fleet });
    const input = { ...asked, fleetId } as z.input<(typeof planExperiment)["input"]>;
    const planned = await execute(core, actor, planExperiment, input);
    return { body: planned, headers: { location: `/api/v1/experiments/${planned.experiment.experimentId}` } };
  },
});

type Said = { readonly experimentId: ExperimentId; readonly reason?: string | undefined };
type Steer = (core: Deps, actor: Actor, said: Said) => Promise<ExperimentView>;

const verbs: readonly (readonly [string, string, readonly string[], Steer])[] = [
  [
    "start",
    "Start a draft",
    ["hosts-offline", "no-persona-in-charge"],
    (core, actor, { experimentId }) => execute(core, actor, startExperiment, { experimentId }),
  ],
  ["pause", "Pause it", [], (core, actor, said) => execute(core, actor, pauseExperiment, said)],
  ["resume", "Go on after a pause", [], (core, actor, said) => execute(core, actor, resumeExperiment, said)],
  ["stop", "Stop it for good", [], (core, actor, said) => execute(core, actor, stopExperiment, said)],
  ["promote", "Put the winner in charge", [], (core, actor, said) => execute(core, actor, promoteWinner, said)],
];

const steering = verbs.map(([verb, summary, errors, steer]) =>
  tokenOperation({
    id: `${verb}Experiment`,
    method: "POST",
    path: `/api/v1/experiments/{experimentId}/${verb}`,
    tag,
    summary,
    access,
    params: one,
    query: nothing,
    body: {
      kind: "json",
      limits,
      schema: z.strictObject({ reason: z.string().optional().meta({ description: "for the experiment's log" }) }),
    },
    answer: { status: 200, description: "The experiment as it is now.", schema: experimentSchema },
    errors: ["not-found", "conflict", ...errors],
    examples:
      verb === "start"
        ? [{ name: "Hosts must be reachable first", params, body: {}, status: 422 }]
        : [{ name: "Only what runs can be steered", params, body: { reason: "Sale on Friday" }, status: 409 }],
    run: async (actor, { core, params: { experimentId }, body: { reason } }) => ({
      body: await steer(core, actor, { experimentId, reason }),
    }),
  }),
);

export const experimentOperations: readonly AnyOperation[] = [...readers, planner, ...steering];
