import type { CampaignCharter, Metric, VariableSetting } from "@fleet-persona/experiments";
import { VARIABLE_SETTINGS, campaignCharterSchema } from "@fleet-persona/experiments";
import type { ProposedMetrics, SuggestedDesign } from "@fleet-persona/hub-core";
import { typedGuardrail } from "../experiments/plan/plan-draft.ts";
import type { GuardrailDraft } from "../experiments/plan/plan-draft.ts";
import { readGuardrail } from "../experiments/plan/plan-input.ts";

/** A setting that may vary, as it is typed. */
export type SettingDraft = { readonly name: VariableSetting; readonly low: string; readonly high: string };

/** A campaign as it is filled in. Figures are as typed; percentages and hours as people say them. */
export type CampaignDraft = {
  readonly name: string;
  readonly settings: readonly SettingDraft[];
  readonly versionsOf: readonly string[];
  readonly percent: string;
  readonly hours: string;
  readonly experiments: string;
  readonly minHours: string;
  readonly maxHours: string;
  /** A day and a time in the reader's zone. */
  readonly endsAt: string;
  readonly atOnce: string;
  readonly mostBreaks: string;
  readonly goal: string;
  /** Those of the goal too: it may be chosen to be another. */
  readonly guardrails: readonly GuardrailDraft[];
  readonly minimumEffect: string;
  readonly confirm: boolean;
  readonly promote: "automatic" | "ask";
  readonly explore: boolean;
};

/** What the fleet suggests to begin from. */
export type CampaignBasis = {
  readonly metrics: readonly Metric[];
  readonly design: SuggestedDesign["design"];
};

/** Around these values things are safe to begin with. */
const usual: Readonly<Record<VariableSetting, readonly [low: number, high: number]>> = {
  adjustment_factor: [0.5, 4],
  risk_tolerance: [0.1, 0.6],
  deadband: [0.01, 0.1],
  confidence_floor: [0.1, 0.6],
  cooldown_grow_s: [1, 15],
  cooldown_shrink_s: [15, 300],
  stabilisation_grow_s: [0, 30],
  stabilisation_shrink_s: [30, 600],
};

export function usualBounds(name: VariableSetting): SettingDraft {
  const [low, high] = usual[name];
  return { name, low: String(low), high: String(high) };
}

type ProposedMetricsAndDesign = Pick<ProposedMetrics, "metrics" | "goal" | "guardrails"> &
  Pick<SuggestedDesign, "design">;

/** A draft to begin from. */
export function freshCampaign(
  fleetName: string,
  { metrics, goal, guardrails, design }: ProposedMetricsAndDesign,
  endsAt: string,
): CampaignDraft {
  return {
    name: `${fleetName}: settings`,
    settings: [usualBounds("risk_tolerance"), usualBounds("adjustment_factor")],
    versionsOf: [],
    percent: design.kind === "switchback" ? "100" : "50",
    hours: "72",
    experiments: "12",
    minHours: "2",
    maxHours: "8",
    endsAt,
    atOnce: "2",
    mostBreaks: "2",
    goal,
    guardrails: guardrails.map((guardrail) => typedGuardrail(guardrail, metrics)),
    minimumEffect: "5",
    confirm: true,
    promote: "ask",
    explore: false,
  };
}

export type DraftVerdict =
  | { readonly kind: "charter"; readonly charter: CampaignCharter }
  /** What is wrong first, in a sentence. */
  | { readonly kind: "fault"; readonly sentence: string };

/** The draft as the hub takes it, or what is wrong with it. */
export function charterOf(draft: CampaignDraft, { metrics, design }: CampaignBasis): DraftVerdict {
  if (metrics.length === 0) return { kind: "fault", sentence: nothingReported };
  const hours = (text: string): number => Math.round(Number(text) * 3600);
  const parsed = campaignCharterSchema.safeParse({
    name: draft.name,
    settings: draft.settings.map(({ name, low, high }) => ({ name, low: Number(low), high: Number(high) })),
    versionsOf: draft.versionsOf,
    budget: { percent: Number(draft.percent), hours: Number(draft.hours), experiments: Number(draft.experiments) },
    endsAt: new Date(draft.endsAt).getTime(),
    atOnce: Number(draft.atOnce),
    mostBreaks: Number(draft.mostBreaks),
    template: {
      design,
      metrics,
      goal: draft.goal,
      guardrails: draft.guardrails
        .filter(({ metric }) => metric !== draft.goal)
        .map((guardrail) => readGuardrail(guardrail, { metrics })),
      minimumEffect: Number(draft.minimumEffect) / 100,
      minS: hours(draft.minHours),
      maxS: hours(draft.maxHours),
      confirm: draft.confirm,
      promote: draft.promote,
      explore: draft.explore ? { everyS: 30 } : null,
    },
  });
  if (parsed.success) return { kind: "charter", charter: parsed.data };
  const [issue] = parsed.error.issues;
  return { kind: "fault", sentence: `${fieldOf(issue?.path ?? [], draft)}: ${issue?.message ?? "is not right"}.` };
}

const nothingReported =
  "The fleet reports nothing yet that could decide which variation is better: let an agent run on it first.";

const fields: Readonly<Record<string, string>> = {
  name: "Name",
  settings: "Settings",
  versionsOf: "Versions",
  budget: "Budget",
  endsAt: "End",
  atOnce: "Variations at once",
  mostBreaks: "Broken guardrails",
  template: "Experiments",
};

function fieldOf(path: readonly PropertyKey[], { settings }: CampaignDraft): string {
  const [first, second] = path;
  if (first === "template" && second === "guardrails") return "Margins";
  const setting = first === "settings" && typeof second === "number" ? settings[second] : undefined;
  if (setting !== undefined) return VARIABLE_SETTINGS[setting.name].title;
  return fields[String(first)] ?? "Campaign";
}
