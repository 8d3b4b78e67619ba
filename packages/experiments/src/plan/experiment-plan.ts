import { settingsOverridesSchema } from "@fleet-persona/protocol";
import { z } from "zod";
import { guardrailSchema, metricSchema } from "./metric.ts";
import { planFaults } from "./plan-faults.ts";

const armName = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "lower-case letters, digits and single dashes");
const seconds = (most: number) => z.number().int().min(1).max(most);
const day = 86_400;

/**
 * What an arm's hosts run. `as-is`: whatever is in charge of the fleet. `persona`: that version, with settings over the Persona's own
 * and the fleet's. `fallback`: the Persona in charge stays installed but is not asked; its fallback decides (`reactive`, `hold`, `safe`).
 */
export const treatmentSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("as-is"), settings: settingsOverridesSchema.default({}) }),
  z.strictObject({
    kind: z.literal("persona"),
    personaVersionId: z.uuid(),
    settings: settingsOverridesSchema.default({}),
  }),
  z.strictObject({ kind: z.literal("fallback"), fallback: z.enum(["reactive", "hold", "safe"]) }),
]);
export type Treatment = z.output<typeof treatmentSchema>;

/** `weight`: its share of the units that are enrolled, among the weights of all arms. The first arm is the control. */
export const armSchema = z.strictObject({
  name: armName,
  title: z.string().min(1).max(80),
  treatment: treatmentSchema,
  weight: z.number().gt(0).max(1).default(1),
});
export type Arm = z.output<typeof armSchema>;

/**
 * Who is a unit. `hosts`: each host, by stable hash. `switchback`: stretches of time of the whole fleet, each without its wash-out at the start, for
 * hosts that share load; `blockS` includes the wash-out.
 */
export const designSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hosts") }),
  z.strictObject({ kind: z.literal("switchback"), blockS: seconds(7 * day), washOutS: z.number().int().min(0) }),
]);
export type Design = z.output<typeof designSchema>;

/** Shares of units that may be on another arm than the control, step by step, per cent. A switchback has one step: 100. */
export const RAMP = [1, 5, 10, 25, 50, 100] as const;

/**
 * An experiment as it is declared before it runs; what is not declared here is not decided by the data afterwards.
 * Units are as named; `alpha` is two-sided and belongs to the goal over all arms and all looks.
 */
export const experimentPlanSchema = z
  .strictObject({
    name: z.string().min(1).max(120),
    hypothesis: z.string().max(1000).default(""),
    design: designSchema,
    arms: z.array(armSchema).min(2).max(6),
    metrics: z.array(metricSchema).min(1).max(20),
    /** The metric that decides. */
    goal: z.string(),
    guardrails: z.array(guardrailSchema).max(10),
    /** Among how many comparisons an error may be: `holm` none, `benjamini-hochberg` a share. Of goals over arms, and of the other metrics. */
    correction: z.enum(["holm", "benjamini-hochberg"]).default("holm"),
    alpha: z.number().gt(0).max(0.2).default(0.05),
    power: z.number().min(0.5).max(0.99).default(0.8),
    /** The smallest effect on the goal worth finding, as a share of the control's value. */
    minimumEffect: z.number().gt(0).max(10),
    minS: seconds(90 * day),
    maxS: seconds(90 * day),
    /** How long what each unit did before is taken as its own baseline (CUPED); 0: not at all. */
    preS: z
      .number()
      .int()
      .min(0)
      .max(28 * day)
      .default(0),
    /** Before anything differs: how long all arms run as the control, to see that nothing is found; 0: not. */
    aaS: z
      .number()
      .int()
      .min(0)
      .max(7 * day)
      .default(0),
    /** Steps of the ramp with the least time on each, s. Ignored by a switchback. */
    ramp: z
      .array(z.strictObject({ percent: z.number().gt(0).max(100), leastS: seconds(30 * day) }))
      .min(1)
      .max(12),
    /** Whether a winner is confirmed on units that no treatment has touched, before it is promoted. */
    confirm: z.boolean().default(true),
    /** What happens to a confirmed winner: put in charge of the fleet, or left for a person. */
    promote: z.enum(["automatic", "ask"]).default("ask"),
    /** Share of units that stay on the control after a promotion, and for how long; 0: none. */
    holdout: z
      .strictObject({ percent: z.number().min(0).max(50), days: z.number().int().min(0).max(90) })
      .default({ percent: 0, days: 0 }),
    /** Arms but the control sample from the policy's weights inside bounds every so many seconds and log the probability; null: they take its best word. */
    explore: z
      .strictObject({ everyS: seconds(3600) })
      .nullable()
      .default(null),
  })
  .superRefine((plan, context) => {
    for (const { path, message } of planFaults(plan)) context.addIssue({ code: "custom", path: [...path], message });
  });
export type ExperimentPlan = z.output<typeof experimentPlanSchema>;
