import type { ExperimentPlan, Guardrail, Metric } from "@fleet-persona/experiments";
import type { ProposedMetrics, SuggestedDesign } from "@fleet-persona/hub-core";

/** A length of time as somebody types it. */
export type TypedDuration = { readonly count: string; readonly unit: DurationUnit };
export type DurationUnit = "s" | "min" | "h" | "days";

/** Settings an arm may change within one Persona, as typed; empty: the Persona's own. */
export const settingFields = [
  {
    name: "adjustmentFactor",
    label: "Adjustment factor",
    hint: "how much of a deviation one decision may close",
    step: 0.05,
  },
  {
    name: "riskTolerance",
    label: "Risk tolerance",
    hint: "the most one decision may move, as a share of a range",
    step: 0.05,
  },
  { name: "confidenceFloor", label: "Confidence floor", hint: "below it the fallback decides", step: 0.05 },
  { name: "deadband", label: "Deadband", hint: "deviations below it are left alone", step: 0.01 },
  {
    name: "cooldownGrowS",
    label: "Cooldown, growing",
    hint: "seconds after a change before more capacity is added; give both",
    step: 1,
  },
  {
    name: "cooldownShrinkS",
    label: "Cooldown, shrinking",
    hint: "seconds after a change before capacity is taken away; give both",
    step: 1,
  },
] as const;
export type SettingName = (typeof settingFields)[number]["name"];

export type TreatmentKind = "as-is" | "persona" | "fallback";

export type ArmDraft = {
  /** Keeps its identity while its title changes. */
  readonly key: string;
  readonly title: string;
  readonly kind: TreatmentKind;
  readonly personaVersionId: string;
  readonly fallback: "reactive" | "hold" | "safe";
  readonly settings: Partial<Record<SettingName, string>>;
  readonly weight: string;
};

export type GuardrailDraft = {
  readonly metric: string;
  readonly margin: string;
  readonly scale: "relative" | "absolute";
};
export type StepDraft = { readonly percent: string; readonly least: TypedDuration };

/** A plan as somebody is filling it in. Shares are typed per cent. */
export type PlanDraft = {
  readonly name: string;
  readonly hypothesis: string;
  readonly design: "hosts" | "switchback";
  readonly block: TypedDuration;
  readonly washOut: TypedDuration;
  readonly arms: readonly ArmDraft[];
  /** All that are measured: standard ones and the tenant's own. */
  readonly metrics: readonly Metric[];
  readonly goal: string;
  readonly minimumEffect: string;
  readonly guardrails: readonly GuardrailDraft[];
  readonly least: TypedDuration;
  readonly most: TypedDuration;
  readonly ramp: readonly StepDraft[];
  readonly alpha: string;
  readonly power: string;
  readonly correction: ExperimentPlan["correction"];
  readonly winsorise: boolean;
  readonly before: TypedDuration;
  readonly aa: TypedDuration;
  readonly holdoutPercent: string;
  readonly holdoutDays: string;
  readonly confirm: boolean;
  readonly promote: ExperimentPlan["promote"];
  /** 0: arms take the policy's best word. */
  readonly exploreS: string;
};

const time = (count: number, unit: DurationUnit): TypedDuration => ({ count: String(count), unit });

export const newArm = (key: string, title: string): ArmDraft => ({
  key,
  title,
  kind: "as-is",
  personaVersionId: "",
  fallback: "reactive",
  settings: {},
  weight: "1",
});

/** What a fleet suggests to begin from. */
export type Suggested = { readonly design: SuggestedDesign["design"]; readonly proposed: ProposedMetrics };

/** Where a plan begins: a control as it is, one arm to be said, and what the fleet's own figures suggest. */
export function firstPlanDraft({ design, proposed }: Suggested): PlanDraft {
  const turns = design.kind === "switchback";
  return {
    name: "",
    hypothesis: "",
    design: design.kind,
    block: turns ? typedTime(design.blockS) : time(5, "min"),
    washOut: turns ? typedTime(design.washOutS) : time(1, "min"),
    arms: [newArm("control", "As it is"), newArm("arm-1", "")],
    metrics: proposed.metrics,
    goal: proposed.goal,
    minimumEffect: "10",
    guardrails: proposed.guardrails.map((guardrail) => typedGuardrail(guardrail, proposed.metrics)),
    least: turns ? time(2, "h") : time(1, "days"),
    most: turns ? time(1, "days") : time(7, "days"),
    ramp: [1, 5, 10, 25, 50, 100].map((percent) => ({ percent: String(percent), least: time(1, "h") })),
    alpha: "5",
    power: "80",
    correction: "holm",
    winsorise: false,
    before: time(1, "days"),
    aa: time(0, "h"),
    holdoutPercent: "0",
    holdoutDays: "0",
    confirm: true,
    promote: "ask",
    exploreS: "0",
  };
}

/** Whether a metric's figures are shares of one: people type and read them per cent. */
export function isShareUnit(unit: string): boolean {
  return unit === "share" || unit === "ratio";
}

/** A guardrail with its margin as people type it: per cent, points of a share, or the metric's unit. */
export function typedGuardrail({ metric, margin, scale }: Guardrail, metrics: readonly Metric[]): GuardrailDraft {
  const unit = metrics.find(({ name }) => name === metric)?.unit ?? "";
  const factor = scale === "relative" || isShareUnit(unit) ? 100 : 1;
  return { metric, scale, margin: typedNumber(margin * factor) };
}

/** Seconds in the largest unit that holds them whole. */
export function typedTime(seconds: number): TypedDuration {
  const sizes = [
    ["days", 86_400],
    ["h", 3_600],
    ["min", 60],
  ] as const;
  const [unit, size] = sizes.find(([, each]) => seconds >= each && seconds % each === 0) ?? (["s", 1] as const);
  return { count: String(seconds / size), unit };
}

/** A number as somebody would type it, without what binary fractions add. */
export function typedNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}
