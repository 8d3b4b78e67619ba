import { z } from "zod";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { DecisionRecord } from "./record.ts";

/** One decision by the frame it arrived in. */
export const getDecision = defineQuery({
  name: "getDecision",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, hostId: hostIdSchema, epoch: z.int().min(0), seq: z.int().min(0) }),
  run: async (): Promise<DecisionRecord> => pending("getDecision"),
});
