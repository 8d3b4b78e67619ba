import { z } from "zod";
import { assignmentIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { AssignmentView } from "./assignment.ts";

/** Ends an assignment; the fleet then has no Persona. */
export const unassignPersona = defineCommand({
  name: "unassignPersona",
  scope: "operator",
  input: z.strictObject({ assignmentId: assignmentIdSchema }),
  run: async (): Promise<AssignmentView> => pending("unassignPersona"),
  entityId: (assignment) => assignment.assignmentId,
});
