import { z } from "zod";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { AssignmentView } from "./assignment.ts";

/** Puts a version the tenant is entitled to in charge of a fleet, in shadow; the one before it ends. */
export const assignPersona = defineCommand({
  name: "assignPersona",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, personaVersionId: personaVersionIdSchema }),
  run: async (): Promise<AssignmentView> => pending("assignPersona"),
  entityId: (assignment) => assignment.assignmentId,
});
