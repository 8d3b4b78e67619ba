import { z } from "zod";
import { designSchema, experimentPlanSchema } from "../plan/experiment-plan.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import { guardrailSchema, metricSchema } from "../plan/metric.ts";
import { settingBoundSchema } from "./variable-setting.ts";

const seconds = (most: number) => z.int().min(1).max(most);
const day = 86_400;

/** What every experiment of a campaign has in common, as a plan has it. */
const templateSchema = z.strictObject({
  design: designSchema,
  metrics: z.array(metricSchema).min(1).max(20),
  goal: z.string(),
  guardrails: z.array(guardrailSchema).max(10),
  alpha: z.number().gt(0).max(0.2).default(0.05),
  power: z.number().min(0.5).max(0.99).default(0.8),
  minimumEffect: z.number().gt(0).max(10),
  minS: seconds(90 * day),
  maxS: seconds(90 * day),
  preS: z
    .int()
    .min(0)
    .max(28 * day)
    .default(0),
  aaS: z
    .int()
    .min(0)
    .max(7 * day)
    .default(0),
  confirm: z.boolean().default(true),
  promote: z.enum(["automatic", "ask"]).default("ask"),
  explore: z
    .strictObject({ everyS: seconds(3600) })
    .nullable()
    .default(null),
});

/**
 * What a tenant declares when it opens a campaign; nothing outside of it is ever tried. `percent`: the most of the fleet that is on a
 * variation at a time. `hours`: of experiments in all. `endsAt`: ms since 1970.
 */
export const campaignCharterSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    settings: z.array(settingBoundSchema).max(5),
    /** Listings whose newest approved versions may be tried, by id. */
    versionsOf: z.array(z.uuid()).max(16),
    budget: z.strictObject({
      percent: z.number().min(1).max(100),
      hours: z
        .number()
        .gt(0)
        .max(24 * 90),
      experiments: z.int().min(1).max(100),
    }),
    endsAt: z.number().int(),
    /** Variations beside the control in one experiment. */
    atOnce: z.int().min(1).max(4).default(2),
    /** So many experiments that were rolled back by a guardrail, and it ends. */
    mostBreaks: z.int().min(1).max(10).default(2),
    template: templateSchema,
  })
  .superRefine((charter, context) => {
    const { settings, versionsOf, template, budget } = charter;
    if (settings.length === 0 && versionsOf.length === 0)
      context.addIssue({ code: "custom", path: ["settings"], message: "name something that may vary" });
    for (const [index, { name }] of settings.entries())
      if (settings.findIndex((each) => each.name === name) < index)
        context.addIssue({ code: "custom", path: ["settings", index], message: `${name} is there twice` });
    if (template.design.kind === "switchback" && budget.percent < 100) {
      const message = "is too little for a switchback, which takes the whole fleet in turns: allow 100 %";
      context.addIssue({ code: "custom", path: ["budget", "percent"], message });
    }
    if (leastExperimentS(template) > budget.hours * 3600)
      context.addIssue({ code: "custom", path: ["budget", "hours"], message: "is shorter than one experiment" });
    const sample = planOf(charter, {
      name: charter.name,
      variations: sampleVariations,
      maxS: template.maxS,
    });
    const parsed = experimentPlanSchema.safeParse(sample);
    for (const { path, message } of parsed.error?.issues ?? [])
      context.addIssue({ code: "custom", path: ["template", ...path], message });
  });
export type CampaignCharter = z.output<typeof campaignCharterSchema>;

/** How long one experiment has to be given at least, s: a switchback needs two blocks of each of two arms. */
export function leastExperimentS({ design, minS }: Pick<z.output<typeof templateSchema>, "design" | "minS">): number {
  return design.kind === "switchback" ? Math.max(minS, 4 * design.blockS) : minS;
}

type Variation = {
  readonly arm: string;
  readonly title: string;
  readonly treatment: ExperimentPlan["arms"][number]["treatment"];
};
const sampleVariations: readonly Variation[] = [
  { arm: "variation-1", title: "sample", treatment: { kind: "as-is", settings: { riskTolerance: 0.5 } } },
];

/** The plan of one experiment: what is in charge as the control, the variations beside it, never more of the fleet than the budget says. */
export function planOf(
  { template, budget, endsAt }: CampaignCharter,
  {
    name,
    variations,
    maxS,
  }: { readonly name: string; readonly variations: readonly Variation[]; readonly maxS: number },
): ExperimentPlan {
  const { design, minS } = template;
  return {
    ...template,
    name,
    hypothesis: `One of ${variations.length} ${variations.length === 1 ? "variation" : "variations"} is better than what is in charge. Proposed by a campaign that ends at ${new Date(endsAt).toISOString()}.`,
    arms: [
      { name: "control", title: "In charge", treatment: { kind: "as-is", settings: {} }, weight: 1 },
      ...variations.map(({ arm, title, treatment }) => ({
        name: arm,
        title: title.slice(0, 80),
        treatment,
        weight: 1,
      })),
    ],
    maxS: Math.max(minS, maxS),
    ramp: rampWithin(budget.percent, design.kind === "switchback" ? 1 : minS),
    correction: "holm",
    holdout: { percent: 0, days: 0 },
  };
}

// The last step is where figures are taken; those before it are for what goes wrong at once.
function rampWithin(percent: number, minS: number): ExperimentPlan["ramp"] {
  const leastS = Math.max(1, Math.round(minS / 4));
  const steps = [5, 25, 50].filter((step) => step < percent);
  return [...steps, percent].map((each) => ({ percent: each, leastS }));
}
