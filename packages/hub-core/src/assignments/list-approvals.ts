import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { ApprovalView } from "./assignment.ts";

/** Who let what act and when, newest first. */
export const listApprovals = defineQuery({
  name: "listApprovals",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema.optional() }),
  run: async (): Promise<readonly ApprovalView[]> => pending("listApprovals"),
});
