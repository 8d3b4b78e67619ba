import { z } from "zod";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { EventRecord } from "./record.ts";

/** Events of a fleet in (sinceMs, untilMs], newest first. */
export const listEvents = defineQuery({
  name: "listEvents",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    hostId: hostIdSchema.optional(),
    sinceMs: z.int().min(0),
    untilMs: z.int().min(0),
    limit: z.int().min(1).max(5_000).default(200),
  }),
  run: async (): Promise<readonly EventRecord[]> => pending("listEvents"),
});
