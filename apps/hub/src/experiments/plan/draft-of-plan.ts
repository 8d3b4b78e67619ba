import type { Arm, ExperimentPlan } from "@fleet-persona/experiments";
import { newArm, typedGuardrail, typedNumber, typedTime } from "./plan-draft.ts";
import type { ArmDraft, PlanDraft, SettingName } from "./plan-draft.ts";

/** The form filled in with a plan, so that a draft can be changed. */
export function draftOfPlan(plan: ExperimentPlan): PlanDraft {
  const { design, holdout, explore } = plan;
  const turns = design.kind === "switchback";
  return {
    name: plan.name,
    hypothesis: plan.hypothesis,
    design: design.kind,
    block: typedTime(turns ? design.blockS : 300),
    washOut: typedTime(turns ? design.washOutS : 60),
    arms: plan.arms.map(armOf),
    metrics: plan.metrics,
    goal: plan.goal,
    minimumEffect: typedNumber(plan.minimumEffect * 100),
    guardrails: plan.guardrails.map((guardrail) => typedGuardrail(guardrail, plan.metrics)),
    least: typedTime(plan.minS),
    most: typedTime(plan.maxS),
    ramp: plan.ramp.map(({ percent, leastS }) => ({ percent: typedNumber(percent), least: typedTime(leastS) })),
    alpha: typedNumber(plan.alpha * 100),
    power: typedNumber(plan.power * 100),
    correction: plan.correction,
    winsorise: plan.metrics.every(({ winsorise }) => winsorise?.low === 0.01 && winsorise.high === 0.99),
    before: typedTime(plan.preS),
    aa: typedTime(plan.aaS),
    holdoutPercent: typedNumber(holdout.percent),
    holdoutDays: typedNumber(holdout.days),
    confirm: plan.confirm,
    promote: plan.promote,
    exploreS: typedNumber(explore?.everyS ?? 0),
  };
}

function armOf({ name, title, treatment, weight }: Arm): ArmDraft {
  const arm = { ...newArm(name, title), kind: treatment.kind, weight: typedNumber(weight) };
  switch (treatment.kind) {
    case "as-is":
      return { ...arm, settings: settingsOf(treatment.settings) };
    case "persona":
      return { ...arm, settings: settingsOf(treatment.settings), personaVersionId: treatment.personaVersionId };
    case "fallback":
      return { ...arm, fallback: treatment.fallback };
    default:
      return treatment satisfies never;
  }
}

type Settings = Extract<Arm["treatment"], { kind: "as-is" }>["settings"];

function settingsOf({
  adjustmentFactor,
  riskTolerance,
  confidenceFloor,
  deadband,
  cooldownMs,
}: Settings): ArmDraft["settings"] {
  const figures: Readonly<Record<SettingName, number | undefined>> = {
    adjustmentFactor,
    riskTolerance,
    confidenceFloor,
    deadband,
    cooldownGrowS: cooldownMs && cooldownMs.grow / 1_000,
    cooldownShrinkS: cooldownMs && cooldownMs.shrink / 1_000,
  };
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => (value === undefined ? [] : [[name, typedNumber(value)]])),
  );
}
