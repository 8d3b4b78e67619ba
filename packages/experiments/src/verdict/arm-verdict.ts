import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Metric } from "../plan/metric.ts";
import { LEAST_UNITS, type Lack } from "./arm-data.ts";
import type { Look } from "./look.ts";
import type { ArmVerdict, Comparison, GuardrailState, HealthFault } from "./verdict.ts";
import { duration, figure, listed, percent } from "./wording.ts";

export type Known = {
  readonly plan: ExperimentPlan;
  readonly look: Look;
  readonly goal: Metric;
  readonly arm: { readonly name: string; readonly title: string };
  /** Of the goal; null where there is too little, with the reason. */
  readonly comparison: Comparison | null;
  readonly why: Lack | null;
  readonly guardrails: readonly GuardrailState[];
  readonly faults: readonly HealthFault[];
};

/** The word on one arm. Harm is said at any time; everything else only from the least run time on, and `better` only when every guardrail holds. */
export function armVerdict(known: Known): ArmVerdict {
  const { plan, look, arm, faults, comparison, guardrails } = known;
  const say = (verdict: ArmVerdict["verdict"], sentence: string): ArmVerdict => ({ arm: arm.name, verdict, sentence });
  const [fault] = faults;
  if (fault !== undefined) return say(isLack(fault) ? "no-data" : "unhealthy", fault.sentence);
  const broken = guardrails.filter(({ state }) => state === "broken");
  if (broken.length > 0)
    return say("worse", `${broken.map(({ sentence }) => sentence).join(" ")} Take ${arm.title} back.`);
  if (comparison === null) return say("no-data", lackOf(known));
  const found = foundOf(known, comparison);
  if (found === "worse") return say("worse", `${effectSentence(known, comparison)} Leave the control in charge.`);
  if (look.elapsedS < plan.minS)
    return say(
      "inconclusive",
      `It has run ${duration(look.elapsedS)} of at least ${duration(plan.minS)}; until then only harm is acted on, and there is none so far.`,
    );
  if (found === "better") return winner(known, comparison, say);
  if (isNothing(plan, comparison)) return say("no-difference", nothingSentence(known, comparison));
  return say("inconclusive", openSentence(known, comparison));
}

type Say = (verdict: ArmVerdict["verdict"], sentence: string) => ArmVerdict;

/** Where nothing is wrong with the figures but that there are none. */
export const isLack = ({ code }: HealthFault): boolean => code === "one-unit" || code === "no-exposure";

function lackOf({ plan, goal, arm, why }: Known): string {
  if (why === "out-of-range") return `${goal.title} has figures too large to reckon with; see what its source sends.`;
  if (why === "few-clusters")
    return `The units of ${arm.title} and the control move together in too few groups to tell chance by; enrol units of more groups.`;
  if (plan.design.kind === "switchback")
    return `${goal.title} is known of fewer than ${LEAST_UNITS} pairs of blocks of ${arm.title} and the control; let it run on, or take shorter blocks.`;
  return `${goal.title} is known of fewer than ${LEAST_UNITS} hosts on ${arm.title} or on the control; enrol more, go up the ramp, or use a switchback, which compares stretches of time.`;
}

function foundOf({ plan, goal }: Known, { adjustedP, sequential }: Comparison): "better" | "worse" | null {
  if (!(adjustedP <= plan.alpha) || sequential.absolute.estimate === 0) return null;
  return sequential.absolute.estimate > 0 === (goal.better === "higher") ? "better" : "worse";
}

/** Better on the goal: a win only where every guardrail holds. What is not known is never counted as good. */
function winner(known: Known, comparison: Comparison, say: Say): ArmVerdict {
  const { look, plan, guardrails } = known;
  const missing = guardrails.filter(({ state }) => state !== "holds");
  if (missing.length === 0) return say("better", effectSentence(known, comparison));
  const late = look.elapsedS >= plan.maxS ? " The longest run time is over: enrol more units or widen the margin." : "";
  return say(
    "inconclusive",
    `${effectSentence(known, comparison)} It is no win yet: ${missing.map(({ sentence }) => sentence).join(" ")}${late}`,
  );
}

function isNothing({ minimumEffect }: ExperimentPlan, { sequential: { relative } }: Comparison): boolean {
  return relative !== null && relative.low > -minimumEffect && relative.high < minimumEffect;
}

function nothingSentence({ plan, goal, arm }: Known, { sequential: { relative } }: Comparison): string {
  return `${goal.title} differs by no more than ${percent(plan.minimumEffect)} between ${arm.title} and the control (${rangeOf(relative)}): nothing worth a change.`;
}

function openSentence(known: Known, comparison: Comparison): string {
  const { plan, look, goal, arm } = known;
  const { relative, absolute } = comparison.sequential;
  const range =
    relative === null ? `${figure(absolute.low)} to ${figure(absolute.high)} ${goal.unit}` : rangeOf(relative);
  const open = `Whether ${goal.title} differs on ${arm.title} is not settled (${range}).`;
  if (look.elapsedS < plan.maxS) return `${open} It goes on for at most ${duration(plan.maxS - look.elapsedS)}.`;
  const more = moreUnits(plan, comparison);
  return `${open} The longest run time is over: ${more === null ? "enrol more units, or look for a larger effect" : `about ${more} units an arm would tell ${percent(plan.minimumEffect)}`}.`;
}

/** How many units an arm would bring the interval inside the smallest effect worth finding, by its width now. */
function moreUnits(plan: ExperimentPlan, { sequential: { relative }, control, treated }: Comparison): number | null {
  if (relative === null) return null;
  const factor = ((relative.high - relative.low) / 2 / plan.minimumEffect) ** 2;
  const units = Math.ceil(Math.min(control.units, treated.units) * factor);
  return Number.isFinite(units) && units > Math.min(control.units, treated.units) && units < 1e6 ? units : null;
}

function effectSentence({ goal, arm }: Known, { sequential, control, treated }: Comparison): string {
  const { relative, absolute } = sequential;
  const direction = absolute.estimate < 0 ? "lower" : "higher";
  const size =
    relative === null ? `${figure(Math.abs(absolute.estimate))} ${goal.unit}` : percent(Math.abs(relative.estimate));
  const range =
    relative === null ? `${figure(absolute.low)} to ${figure(absolute.high)} ${goal.unit}` : rangeOf(relative);
  return `${goal.title} is ${size} ${direction} on ${arm.title} than on the control (${range}; ${treated.units} and ${control.units} units).`;
}

const signed = (share: number): string => `${share > 0 ? "+" : ""}${percent(share)}`;
const rangeOf = (relative: Comparison["sequential"]["relative"]): string =>
  relative === null ? "unknown" : `${signed(relative.low)} to ${signed(relative.high)}`;

/** The word on the experiment from those on its arms: the best arm where one is better, else what most needs to be known. */
export function overallVerdict(
  arms: readonly ArmVerdict[],
  comparisons: readonly Comparison[],
  plan: ExperimentPlan,
): ArmVerdict {
  const rank = ["unhealthy", "better", "inconclusive", "no-data", "no-difference", "worse"];
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const gain = ({ arm }: ArmVerdict): number => {
    const own = comparisons.find((comparison) => comparison.arm === arm && comparison.metric === plan.goal);
    return (own?.sequential.absolute.estimate ?? 0) * (goal?.better === "lower" ? -1 : 1);
  };
  const sorted = arms.toSorted((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict) || gain(b) - gain(a));
  const [first] = sorted;
  if (first === undefined)
    return {
      arm: plan.arms[0]?.name ?? "",
      verdict: "no-data",
      sentence: "There is no arm beside the control; add one.",
    };
  const titleOf = (name: string): string => plan.arms.find((arm) => arm.name === name)?.title ?? name;
  const losers = arms
    .filter(({ verdict, arm }) => verdict === "worse" && arm !== first.arm)
    .map(({ arm }) => titleOf(arm));
  if (losers.length === 0 || first.verdict === "worse" || first.verdict === "unhealthy") return first;
  return { ...first, sentence: `${first.sentence} Worse than the control: ${listed(losers)}.` };
}
