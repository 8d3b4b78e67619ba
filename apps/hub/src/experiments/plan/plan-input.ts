import { experimentPlanSchema } from "@fleet-persona/experiments";
import type { ExperimentPlan, Guardrail } from "@fleet-persona/experiments";
import type { z } from "zod";
import { slugOf } from "../../fleet/slug.ts";
import { faultWords } from "./fault-words.ts";
import { isShareUnit } from "./plan-draft.ts";
import type { ArmDraft, DurationUnit, GuardrailDraft, PlanDraft, TypedDuration } from "./plan-draft.ts";

/** What is wrong with a draft, by the path of the field that mends it: `arms.1.title`, `maxS`. */
export type DraftFaults = Readonly<Record<string, string>>;
export type ReadDraft = { readonly plan: ExperimentPlan | null; readonly faults: DraftFaults };

const seconds: Record<DurationUnit, number> = { s: 1, min: 60, h: 3_600, days: 86_400 };

/** A typed time in whole seconds; NaN where it is no number. */
export function secondsOf({ count, unit }: TypedDuration): number {
  return Math.round(numberOf(count) * seconds[unit]);
}

/** The plan a draft makes, or what is wrong with it, by the very schema that the hub parses it with. */
export function readDraft(draft: PlanDraft): ReadDraft {
  const parsed = experimentPlanSchema.safeParse(planInput(draft));
  if (parsed.success) return { plan: parsed.data, faults: {} };
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const at = fieldOf(path.map(String));
    faults[at] ??= faultWords(at, message);
  }
  return { plan: null, faults };
}

/** The plan to reckon with while names are still missing: what it would find does not depend on them. */
export function previewOf(draft: PlanDraft): ExperimentPlan | null {
  const arms = draft.arms.map((arm, index) => ({
    ...arm,
    title: arm.title.trim() === "" ? `Arm ${index}` : arm.title,
    kind: arm.kind === "persona" && arm.personaVersionId === "" ? ("as-is" as const) : arm.kind,
  }));
  return readDraft({ ...draft, arms, name: draft.name.trim() === "" ? "A plan" : draft.name }).plan;
}

type PlanInput = z.input<typeof experimentPlanSchema>;

/** What the draft says as a plan; numbers that are none are NaN, which the schema refuses at their field. */
export function planInput(draft: PlanDraft): PlanInput {
  const turns = draft.design === "switchback";
  const exploreS = numberOf(draft.exploreS);
  return {
    name: draft.name.trim(),
    hypothesis: draft.hypothesis.trim(),
    design: turns
      ? { kind: "switchback", blockS: secondsOf(draft.block), washOutS: secondsOf(draft.washOut) }
      : { kind: "hosts" },
    arms: armInputs(draft.arms),
    metrics: draft.metrics.map((metric) =>
      draft.winsorise ? { ...metric, winsorise: { low: 0.01, high: 0.99 } } : metric,
    ),
    goal: draft.goal,
    guardrails: draft.guardrails.map((guardrail) => readGuardrail(guardrail, draft)),
    correction: draft.correction,
    alpha: numberOf(draft.alpha) / 100,
    power: numberOf(draft.power) / 100,
    minimumEffect: numberOf(draft.minimumEffect) / 100,
    minS: secondsOf(draft.least),
    maxS: secondsOf(draft.most),
    preS: secondsOf(draft.before),
    aaS: secondsOf(draft.aa),
    ramp: turns
      ? [{ percent: 100, leastS: Math.max(1, secondsOf(draft.least)) }]
      : draft.ramp.map(({ percent, least }) => ({ percent: numberOf(percent), leastS: secondsOf(least) })),
    confirm: draft.confirm,
    promote: draft.promote,
    holdout: { percent: numberOf(draft.holdoutPercent), days: numberOf(draft.holdoutDays) },
    explore: exploreS === 0 ? null : { everyS: exploreS },
  };
}

/** A guardrail as the hub takes it; a margin that is no number is NaN. */
export function readGuardrail({ metric, margin, scale }: GuardrailDraft, of: Pick<PlanDraft, "metrics">): Guardrail {
  const size = numberOf(margin);
  return { metric, scale, margin: scale === "relative" || isShare(of, metric) ? size / 100 : size };
}

/** Whether a metric's figures are shares, so that its margin is typed in points of a hundred. */
export function isShare({ metrics }: Pick<PlanDraft, "metrics">, metric: string): boolean {
  return isShareUnit(metrics.find(({ name }) => name === metric)?.unit ?? "");
}

function armInputs(arms: readonly ArmDraft[]): PlanInput["arms"] {
  const taken = new Set<string>();
  return arms.map((arm, index) => {
    const wanted = index === 0 ? "control" : slugOf(arm.title).slice(0, 28).replaceAll(/-+$/g, "") || `arm-${index}`;
    const name = taken.has(wanted) ? `${wanted}-${index}` : wanted;
    taken.add(name);
    return { name, title: arm.title.trim(), treatment: treatmentInput(arm), weight: numberOf(arm.weight) };
  });
}

function treatmentInput({
  kind,
  personaVersionId,
  fallback,
  settings,
}: ArmDraft): PlanInput["arms"][number]["treatment"] {
  switch (kind) {
    case "as-is":
      return { kind, settings: settingsInput(settings) };
    case "persona":
      return { kind, personaVersionId, settings: settingsInput(settings) };
    case "fallback":
      return { kind, fallback };
    default:
      return kind satisfies never;
  }
}

function settingsInput(typed: ArmDraft["settings"]): Record<string, unknown> {
  const { cooldownGrowS, cooldownShrinkS, ...numbers } = typed;
  const paces = { grow: cooldownGrowS, shrink: cooldownShrinkS };
  const cooldownMs = Object.fromEntries(said(paces).map(([name, value]) => [name, numberOf(value) * 1_000]));
  return {
    ...Object.fromEntries(said(numbers).map(([name, value]) => [name, numberOf(value)])),
    ...(Object.keys(cooldownMs).length === 0 ? {} : { cooldownMs }),
  };
}

function said(typed: Readonly<Record<string, string | undefined>>): readonly (readonly [string, string])[] {
  return Object.entries(typed).flatMap(([name, value]) =>
    value === undefined || value.trim() === "" ? [] : [[name, value] as const],
  );
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}

// An arm's name is made from its title, and a cooldown has a field of its own for each direction.
function fieldOf(path: readonly string[]): string {
  if (path[0] === "arms" && path[2] === "name") return `arms.${path[1]}.title`;
  if (path[0] === "arms" && path[2] === "treatment" && path[3] === "settings") {
    const [, arm, , , setting, pace = ""] = path;
    const name = setting === "cooldownMs" ? `cooldown${pace.slice(0, 1).toUpperCase()}${pace.slice(1)}S` : setting;
    return `arms.${arm}.settings.${name}`;
  }
  if (path[0] === "arms" && path[2] === "treatment") return `arms.${path[1]}.${path[3] ?? "kind"}`;
  if (path[0] === "guardrails") return `guardrails.${path[1]}.${path[2] ?? "margin"}`;
  if (path[0] === "ramp" && path.length > 2) return `ramp.${path[1]}.${path[2]}`;
  return path.join(".");
}
