import { z } from "zod";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { DecisionRecord } from "./record.ts";

/** Decisions of a fleet in (sinceMs, untilMs], newest first. */
export const listDecisions = defineQuery({
  name: "listDecisions",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    hostId: hostIdSchema.optional(),
    sinceMs: z.int().min(0),
    untilMs: z.int().min(0),
    limit: z.int().min(1).max(5_000).default(200),
  }),
  run: async (): Promise<readonly DecisionRecord[]> => pending("listDecisions"),
});
