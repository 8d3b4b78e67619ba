import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { ArmVerdict, Comparison, GuardrailState, Judgement } from "./verdict.ts";
import { duration, listed, percent } from "./wording.ts";

/** The conclusion as one paragraph for somebody who reads no tables: what was compared, what came of it, what it may be relied on for, what to do. */
export function describeJudgement(plan: ExperimentPlan, judgement: Judgement, elapsedS: number): string {
  const { overall, comparisons, faults } = judgement;
  const goal = comparisons.find(({ arm, metric }) => arm === overall.arm && metric === plan.goal) ?? null;
  const also = faults.slice(1).map(({ sentence }) => sentence);
  const parts = [
    setting(plan, goal, elapsedS),
    overall.sentence,
    ...also,
    confidence(plan, overall, goal),
    guardrailWord(overall, judgement.guardrails),
    others(plan, judgement),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function setting({ arms, design }: ExperimentPlan, goal: Comparison | null, elapsedS: number): string {
  const [control, ...tried] = arms.map(({ title }) => title);
  const what = `${listed(tried)} ran beside ${control ?? "the control"} for ${duration(elapsedS)}`;
  if (goal === null) return `${what}.`;
  const units = goal.control.units + goal.treated.units;
  return `${what}, compared over ${units} ${design.kind === "hosts" ? "hosts" : "stretches of time"}.`;
}

function confidence(plan: ExperimentPlan, { verdict }: ArmVerdict, goal: Comparison | null): string {
  if (goal === null || (verdict !== "better" && verdict !== "worse" && verdict !== "inconclusive")) return "";
  const chance = Math.min(0.999, Math.max(0.001, goal.sequential.chanceToWin));
  const bound = `The range holds with ${percent(1 - plan.alpha)} certainty however often it was looked at.`;
  return `By the data alone the chance that it is the better one is ${percent(chance)}. ${bound}`;
}

function guardrailWord({ arm }: ArmVerdict, guardrails: readonly GuardrailState[]): string {
  const own = guardrails.filter((guardrail) => guardrail.arm === arm);
  if (own.length === 0) return "";
  const open = own.filter(({ state }) => state !== "holds");
  if (open.length === 0) return own.length === 1 ? "Its guardrail holds." : `All its ${own.length} guardrails hold.`;
  return `Of its ${own.length} guardrails these do not hold: ${listed(open.map(({ metric, state }) => `${metric} (${state === "no-data" ? "no data" : state})`))}.`;
}

/** What else was found on the metrics that do not decide, corrected among themselves. */
function others(plan: ExperimentPlan, { overall, comparisons }: Judgement): string {
  const found = comparisons.filter(
    ({ arm, metric, adjustedP }) => arm === overall.arm && metric !== plan.goal && adjustedP <= plan.alpha,
  );
  const words = found.flatMap(({ metric, sequential: { relative } }) => {
    const title = plan.metrics.find(({ name }) => name === metric)?.title ?? metric;
    return relative === null ? [] : [`${title} ${relative.estimate > 0 ? "+" : ""}${percent(relative.estimate)}`];
  });
  return words.length === 0 ? "" : `It also changed ${listed(words)}.`;
}
