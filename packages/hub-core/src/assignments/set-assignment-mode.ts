import { z } from "zod";
import { assignmentIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { AssignmentView } from "./assignment.ts";

/** Switches between shadow and active; active is `forbidden` before an admin approved the assignment. */
export const setAssignmentMode = defineCommand({
  name: "setAssignmentMode",
  scope: "operator",
  input: z.strictObject({ assignmentId: assignmentIdSchema, mode: z.enum(["shadow", "active"]) }),
  run: async (): Promise<AssignmentView> => pending("setAssignmentMode"),
  entityId: (assignment) => assignment.assignmentId,
});
