import {
  cancelRefinement,
  execute,
  getRefinement,
  listLearningMaterial,
  listRefinements,
  readRefinementFiles,
  refinementIdSchema,
  requestRefinement,
} from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import { refinementListSchema, refinementSchema } from "../schemas/refinements.ts";
import { exampleIds } from "./example-data.ts";

const access = { kind: "token", scope: "personas:write" } as const;
const tag = "Refinements";
const one = z.object({ refinementId: refinementIdSchema });
const params = { refinementId: exampleIds.refinement };
const gone = [{ name: "Of somebody else's", params, status: 404 }];

export const refinementOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "listRefinements",
    method: "GET",
    path: "/api/v1/refinements",
    tag,
    summary: "The tenant's refinements, newest first",
    access,
    params: nothing,
    query: z.object({
      persona: z
        .string()
        .optional()
        .meta({ description: "`publisher/name`: only its own, and what it may be learned from" }),
    }),
    body: null,
    answer: { status: 200, description: "The refinements.", schema: refinementListSchema },
    errors: ["not-found"],
    examples: [
      {
        name: "Of one Persona",
        query: "?persona=acme/surge-ready",
        status: 200,
        answer: { refinements: [], material: { fleets: 0, tenants: 0, experiments: [] } },
      },
    ],
    run: async (actor, { core, query: { persona: personaId } }) => {
      const refinements = await execute(core, actor, listRefinements, { personaId });
      const material =
        personaId === undefined ? {} : { material: await execute(core, actor, listLearningMaterial, { personaId }) };
      return { body: { refinements, ...material } };
    },
  }),
  tokenOperation({
    id: "requestRefinement",
    method: "POST",
    path: "/api/v1/refinements",
    tag,
    summary: "Have a worker make a candidate for the next version",
    description:
      "From what experiments of consenting tenants recorded. The candidate is unsigned: take its files home and sign them.",
    access,
    params: nothing,
    query: nothing,
    body: { kind: "json", limits: { bytes: 64 * 1024 }, required: true, schema: requestRefinement.input },
    answer: { status: 202, description: "The refinement, queued.", schema: refinementSchema },
    errors: [
      "not-found",
      "no-opt-in",
      "too-little-data",
      "refinement-running",
      "too-many-refinements",
      "version-revoked",
    ],
    examples: [{ name: "Nobody has agreed yet", body: { personaId: "acme/surge-ready", version: 1 }, status: 422 }],
    run: async (actor, { core, body }) => {
      const view = await execute(core, actor, requestRefinement, body);
      return { body: view, headers: { location: `/api/v1/refinements/${view.refinementId}` } };
    },
  }),
  tokenOperation({
    id: "getRefinement",
    method: "GET",
    path: "/api/v1/refinements/{refinementId}",
    tag,
    summary: "One refinement with its report",
    access,
    params: one,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The refinement.", schema: refinementSchema },
    errors: ["not-found"],
    examples: gone,
    run: async (actor, { core, params: asked }) => ({ body: await execute(core, actor, getRefinement, asked) }),
  }),
  tokenOperation({
    id: "cancelRefinement",
    method: "DELETE",
    path: "/api/v1/refinements/{refinementId}",
    tag,
    summary: "End a refinement that is under way",
    access,
    params: one,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The refinement as it ended.", schema: refinementSchema },
    errors: ["not-found"],
    examples: gone,
    run: async (actor, { core, params: asked }) => ({ body: await execute(core, actor, cancelRefinement, asked) }),
  }),
  tokenOperation({
    id: "getRefinementFiles",
    method: "GET",
    path: "/api/v1/refinements/{refinementId}/files",
    tag,
    summary: "The candidate's files, none of them signed",
    access,
    params: one,
    query: nothing,
    body: null,
    answer: {
      status: 200,
      description: "Files by name, base64.",
      schema: z.object({ files: z.record(z.string(), z.string()).readonly() }),
    },
    errors: ["not-found"],
    examples: gone,
    run: async (actor, { core, params: asked }) => ({ body: await execute(core, actor, readRefinementFiles, asked) }),
  }),
];
