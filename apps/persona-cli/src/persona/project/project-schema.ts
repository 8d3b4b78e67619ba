import {
  attributeNameSchema,
  attributeSchema,
  attributeValueSchema,
  manifestSchema,
  personaIdSchema,
  signalNameSchema,
  triggerSchema,
} from "@fleet-persona/persona";
import { DQN_DEFAULTS, PPO_DEFAULTS } from "@fleet-persona/learning";
import { z } from "zod";
import { above0, atLeast, range, share, wholeFrom } from "./fields.ts";
import { overridesOf } from "./overrides.ts";
import { fleetSchema } from "./fleet-section.ts";
import { projectFaults } from "./project-faults.ts";

const manifest = manifestSchema.shape;

const signalSchema = z
  .union([
    signalNameSchema,
    z.strictObject({
      name: signalNameSchema,
      required: z.boolean().default(false),
      window_s: atLeast(0).exactOptional(),
      staleness_s: above0.exactOptional(),
    }),
  ])
  .transform((signal) => (typeof signal === "string" ? { name: signal, required: false } : signal));

const rewardSchema = z
  .strictObject({
    breach: atLeast(0),
    cost: atLeast(0),
    errors: atLeast(0),
    latency: atLeast(0),
    churn: atLeast(0),
    revenue: atLeast(0),
  })
  .refine(
    (weights) => Object.values(weights).some((weight) => weight > 0),
    "every weight is 0: nothing would be learned",
  );

const traceSchema = z.strictObject({
  name: z.string().min(1),
  /** Beside persona.yaml. */
  file: z.string().min(1),
  time_column: z.string().exactOptional(),
  count_column: z.string().exactOptional(),
  /** Requests a second that its busiest moment is scaled to; without it rates stay as they are. */
  peak: above0.exactOptional(),
  /** Recorded seconds that pass in one simulated second. */
  pace: above0.default(1),
});

const scenariosSchema = z.strictObject({
  seconds: wholeFrom(30),
  warmup_s: wholeFrom(0),
  calm: range,
  peak: range,
  events: z.array(z.enum(["flash", "campaign", "shift", "bursts"])),
  most_events: wholeFrom(0),
  traces: z.array(traceSchema).default([]),
  trace_share: share.default(0.5),
});

const randomiseSchema = z.strictObject({
  rates: range,
  service: range,
  servers: z.strictObject({ min: wholeFrom(2), max: wholeFrom(2), size_spread: share }).exactOptional(),
});

/** Foresight sizes for the highest rate from lookback_s ago to lookahead_s ahead, at this utilisation; strain takes `relief` of that away. */
const teacherSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("foresight"),
    lookahead_s: atLeast(0).exactOptional(),
    lookback_s: atLeast(0).exactOptional(),
    utilisation: above0.max(1, "must be at most 1").exactOptional(),
    relief: share.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("oracle") }),
]);

const trainingSchema = z.strictObject({
  steps: wholeFrom(1),
  seed: wholeFrom(0),
  hidden: z.array(wholeFrom(1)).min(1, "a network needs a layer").max(4, "at most four layers"),
  discount: share,
  /** Standard deviation with which PPO begins to explore around a clone's numbers, share of the range. */
  exploration: above0.max(0.4, "must be at most 0.4").default(0.06),
  clone: z.strictObject({
    episodes: wholeFrom(5),
    rounds: wholeFrom(0),
    epochs: wholeFrom(1),
    teacher: teacherSchema.default({ kind: "foresight" }),
  }),
  ppo: overridesOf(PPO_DEFAULTS),
  dqn: overridesOf(DQN_DEFAULTS),
  /** Of the choices that DQN's action values become: about the size of their differences. */
  dqn_temperature: above0.default(0.05),
  evolve: z.strictObject({ population: wholeFrom(4), generations: wholeFrom(1), episodes: wholeFrom(1) }),
});

const fieldsSchema = z.strictObject({
  schema: z.literal("fleet-persona/project/1"),
  id: personaIdSchema,
  name: manifest.name,
  version: manifest.version,
  author: manifest.author,
  licence: manifest.licence,
  summary: manifest.summary,
  tags: manifest.tags,
  /** The intent it is for, as people declare it: `prepare-for-surge`. */
  intent: z.string().regex(/^[a-z][a-z0-9-]*$/, "must be words joined by dashes, such as prepare-for-surge"),
  fleet: fleetSchema,
  attributes: z.array(attributeSchema).min(1, "name an attribute that the policy may move"),
  /** Attributes of the fleet that the policy leaves at their default. */
  held: z.array(attributeNameSchema).default([]),
  optimal_config: z.record(attributeNameSchema, attributeValueSchema).default({}),
  signals: z.array(signalSchema).min(1, "name a signal that the policy sees"),
  triggers: z.array(triggerSchema).default([]),
  adaptation: manifest.adaptation,
  decision_interval_s: above0,
  reward: rewardSchema,
  scenarios: scenariosSchema,
  faults: z.strictObject({ share }),
  randomise: randomiseSchema,
  training: trainingSchema,
  evaluation: z.strictObject({ seeds: wholeFrom(1), first_seed: wholeFrom(0) }),
});

/** `persona.yaml`: what is to be learned, for which fleet, and how. Unknown fields are refused everywhere. */
export const projectSchema = fieldsSchema.pipe(
  // After the fields, each of which has to be right before they can be held against one another.
  z.custom<z.output<typeof fieldsSchema>>().superRefine((project, context) => {
    for (const { path, message } of projectFaults(project)) context.addIssue({ code: "custom", path, message });
  }),
);
export type Project = z.output<typeof projectSchema>;
