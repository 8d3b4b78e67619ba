import { attributeSchema, inputSignalSchema, manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { isStorableJson } from "../text.ts";
import { ratePointsSchema, scenarioSecondsSchema, taskDescriptionSchema } from "./task-description-schema.ts";

const name = z.string().min(1).max(200);

const personaSchema = z.strictObject({
  kind: z.literal("persona"),
  name,
  /** The policy network, base64. */
  model: z.string(),
  attributes: z.array(attributeSchema).min(1).max(64),
  inputs: z.array(inputSignalSchema).min(1).max(256),
  triggers: z.array(triggerSchema).max(64),
  adaptation: manifestSchema.shape.adaptation,
  claimedConfidence: z.number().min(0).max(1),
});

const policySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("baseline"), name }),
  personaSchema,
]);

const teacherSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("foresight"),
    lookaheadS: z.number().min(0).max(3_600).exactOptional(),
    lookbackS: z.number().min(0).max(3_600).exactOptional(),
    utilisation: z.number().gt(0).max(1).exactOptional(),
    relief: z.number().min(0).max(1).exactOptional(),
  }),
  z.strictObject({ kind: z.literal("oracle") }),
]);

const actorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("teacher") }),
  z.strictObject({ kind: z.literal("clumsy"), whims: name, share: z.number().min(0).max(1) }),
  personaSchema,
]);

const scenarioSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("task"), name }),
  z.strictObject({ kind: z.literal("trace"), name, points: ratePointsSchema, seconds: scenarioSecondsSchema }),
]);

// What decides how much learning takes is bounded; learning itself judges the rest.
const learningSettingsSchema = z
  .object({
    environments: z.int().min(1).max(64).exactOptional(),
    stepsPerIteration: z.int().min(1).max(4_096).exactOptional(),
    epochs: z.int().min(1).max(50).exactOptional(),
  })
  .catchall(z.union([z.number(), z.boolean(), z.null()]));

const rolloutTaskSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("judge-genomes"),
    task: taskDescriptionSchema,
    hidden: z.array(z.int().min(1).max(1_024)).max(8),
    learning: z
      .strictObject({
        steps: z.int().min(1).max(1_000_000),
        settings: learningSettingsSchema.exactOptional(),
      })
      .exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("run-policies"),
    task: taskDescriptionSchema,
    policies: z.array(policySchema).min(1).max(64),
    scenarios: z.array(scenarioSchema).min(1).max(64),
  }),
  z.strictObject({
    kind: z.literal("record-runs"),
    task: taskDescriptionSchema,
    teacher: teacherSchema,
    actors: z.array(actorSchema).min(1).max(64),
    discount: z.number().min(0).max(1),
  }),
]);

/**
 * What all items of a batch share; items are UTF-8 JSON. `judge-genomes`: `{ generation, index, genome }`, a genome of learning's and
 * its place in the search, judged over the scenarios of its seeds. `run-policies`: `{ policy, scenario, keepSeries }`, which of the
 * lists, for one seed. `record-runs`: `{ actor, episode }`, a teacher's demonstrations beside one of the actors, for one seed.
 */
export type RolloutTask = z.output<typeof rolloutTaskSchema>;

/** Parses what was sent as a task; `refused` (`task-refused`) says where it is wrong. */
export function parseRolloutTask(value: unknown): RolloutTask {
  if (!isStorableJson(value)) throw refused("It holds text or depths that cannot be kept.");
  const parsed = rolloutTaskSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

function refused(message: string): HubError {
  return new HubError("refused", `The task is wrong. ${message}`, "task-refused");
}
