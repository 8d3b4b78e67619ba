import { experimentPlanSchema, type ExperimentPlan } from "@fleet-persona/experiments";

type Changes = {
  readonly design?: ExperimentPlan["design"];
  readonly measure?: ExperimentPlan["metrics"][number]["measure"];
  readonly preS?: number;
};

/** The plan behind every trial: one metric that is goal and guardrail, an effect of 10 % looked for at alpha 5 %. A look is a minute. */
export function nullPlan(
  looks: number,
  { design = { kind: "hosts" }, measure = { kind: "mean", signal: "figure" }, preS = 0 }: Changes = {},
): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: "Nothing differs",
    design,
    arms: [
      { name: "control", title: "Control", treatment: { kind: "as-is" } },
      { name: "treated", title: "Treated", treatment: { kind: "fallback", fallback: "reactive" } },
    ],
    metrics: [{ name: "figure", title: "Figure", unit: "ms", better: "lower", measure }],
    goal: "figure",
    guardrails: [{ metric: "figure", margin: 0.02, scale: "relative" }],
    minimumEffect: 0.1,
    minS: 60,
    maxS: Math.max(60 * looks, design.kind === "switchback" ? 4 * design.blockS : 0),
    preS,
    ramp: [{ percent: 100, leastS: 60 }],
  });
}
