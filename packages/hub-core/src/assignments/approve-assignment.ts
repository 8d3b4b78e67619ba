import { z } from "zod";
import { assignmentIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { AssignmentView } from "./assignment.ts";

/** Lets an assignment act: mode active, and the publisher keys that signed it are pinned for the tenant. */
export const approveAssignment = defineCommand({
  name: "approveAssignment",
  scope: "admin",
  input: z.strictObject({ assignmentId: assignmentIdSchema, note: z.string().trim().max(2_000).default("") }),
  run: async (): Promise<AssignmentView> => pending("approveAssignment"),
  entityId: (assignment) => assignment.assignmentId,
});
