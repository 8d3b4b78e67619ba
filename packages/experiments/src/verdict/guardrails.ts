import type { Scale } from "../estimate/compare.ts";
import { tellSequential } from "../estimate/compare.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Guardrail, Metric } from "../plan/metric.ts";
import { LEAST_UNITS, type ArmData } from "./arm-data.ts";
import type { Look } from "./look.ts";
import type { GuardrailState, Interval } from "./verdict.ts";
import { figure, percent } from "./wording.ts";

/** `arm` and `control` as titles for people; `data` null where there is too little. */
type Guarded = {
  readonly plan: ExperimentPlan;
  readonly look: Look;
  readonly guardrail: Guardrail;
  readonly metric: Metric;
  readonly arm: { readonly name: string; readonly title: string };
  readonly data: ArmData | null;
};

/**
 * The level of one guardrail's two-sided interval. `broken` uses one side of it: over all guardrails, arms and looks together a harmless experiment
 * is rolled back with probability alpha at most (Bonferroni). `holds` needs no correction, as all must hold.
 */
export function guardrailAlpha(plan: ExperimentPlan): number {
  const tests = plan.guardrails.length * (plan.arms.length - 1);
  return (2 * plan.alpha) / Math.max(2, tests);
}

/**
 * Non-inferiority by an anytime-valid interval of how much worse the arm is: `holds` where even its worst end is within the margin; `broken` where its
 * best end is still worse than the control and the estimate reaches the margin. Never better than `no-data` without figures.
 */
export function guardrailState({ plan, look, guardrail, metric, arm, data }: Guarded): GuardrailState {
  const { margin, scale } = guardrail;
  const of = (state: GuardrailState["state"], worse: Interval | null, sentence: string): GuardrailState => ({
    metric: metric.name,
    arm: arm.name,
    state,
    worse,
    margin,
    sentence,
  });
  const stopped = look.stopped.some((gap) => gap.metric === metric.name && gap.arm === arm.name);
  if (stopped)
    return of(
      "no-data",
      null,
      `${metric.title} is no longer measured on ${arm.title}; mend its source, until then nothing is won.`,
    );
  if (data === null)
    return of(
      "no-data",
      null,
      `${metric.title} is known of fewer than ${LEAST_UNITS} units on ${arm.title} or on the control; see that it is measured, or enrol more.`,
    );
  const worse = worseOf(data, metric, guardrail, scaleOf(plan, look, guardrail), guardrailAlpha(plan));
  const shown = (value: number): string =>
    scale === "relative" ? percent(value) : `${figure(value)} ${metric.unit}`.trim();
  if (worse === null) return noShare(of, data, metric, arm.title);
  if (worse.high < margin)
    return of(
      "holds",
      worse,
      `${metric.title} is at most ${shown(Math.max(0, worse.high))} worse on ${arm.title}, within the margin of ${shown(margin)}.`,
    );
  if (worse.low > 0 && worse.estimate >= margin)
    return of(
      "broken",
      worse,
      `${metric.title} is ${shown(worse.estimate)} worse on ${arm.title} (at least ${shown(worse.low)}); the margin is ${shown(margin)}.`,
    );
  return of(
    "open",
    worse,
    `Whether ${metric.title} stays within ${shown(margin)} on ${arm.title} is not known yet: between ${shown(worse.low)} and ${shown(worse.high)} worse.`,
  );
}

type Of = (state: GuardrailState["state"], worse: Interval | null, sentence: string) => GuardrailState;

/** A relative margin where the control is 0, or not told apart from it: shares mean nothing, so only nothing at all on both sides holds. */
function noShare(of: Of, { pair }: ArmData, metric: Metric, title: string): GuardrailState {
  const nothing = pair.control === 0 && pair.treated === 0;
  if (nothing) return of("holds", null, `${metric.title} is 0 on ${title} and on the control.`);
  return of(
    "open",
    null,
    `${metric.title} is too near to 0 on the control for a margin in per cent; wait for more data, or give the margin in ${metric.unit}.`,
  );
}

function worseOf(
  { pair }: ArmData,
  metric: Metric,
  guardrail: Guardrail,
  scale: Scale,
  alpha: number,
): Interval | null {
  const told = tellSequential(pair, scale, alpha);
  const effect = guardrail.scale === "relative" ? told.relative : told.absolute;
  if (effect === null || metric.better === "lower") return effect;
  return { estimate: 0 - effect.estimate, low: 0 - effect.high, high: 0 - effect.low };
}

function scaleOf(plan: ExperimentPlan, look: Look, { margin, scale }: Guardrail): Scale {
  return {
    effect: margin,
    kind: scale,
    alpha: guardrailAlpha(plan),
    power: plan.power,
    timeShare: look.elapsedS / plan.maxS,
  };
}
