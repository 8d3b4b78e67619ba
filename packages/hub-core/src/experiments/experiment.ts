import type {
  ArmVerdict,
  Comparison,
  ExperimentPlan,
  ExperimentStatus,
  GuardrailState,
  HealthFault,
  Interval,
  Judgement,
  Metric,
} from "@fleet-persona/experiments";
import type { ExperimentId, FleetId, ListingId, PersonaVersionId } from "../ids.ts";

/** An experiment as a list shows it. Instants are ms since 1970. */
export type ExperimentListItem = {
  readonly experimentId: ExperimentId;
  /** Counts within the fleet, from 1. */
  readonly number: number;
  readonly name: string;
  readonly fleetId: FleetId;
  readonly fleetName: string;
  readonly fleetSlug: string;
  readonly status: ExperimentStatus;
  /** What it does now or came to, in a sentence. */
  readonly sentence: string;
  readonly goal: Pick<Metric, "name" | "title" | "unit" | "better">;
  readonly arms: readonly { readonly name: string; readonly title: string }[];
  /** The newest word on it; null before anything was measured. */
  readonly verdict: ArmVerdict | null;
  /** The goal of the arm that does best, with its interval for any number of looks; null before there is one. */
  readonly effect: { readonly arm: string; readonly absolute: Interval; readonly relative: Interval | null } | null;
  readonly campaignId: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

/** What an arm runs, resolved to versions, and who is on it. */
export type ExperimentArmView = {
  readonly name: string;
  readonly title: string;
  /** In words: "acme/surge-ready version 3, active". */
  readonly runs: string;
  readonly personaVersionId: PersonaVersionId | null;
  readonly isControl: boolean;
  /** The first ones to go, by a guardrail, a verdict or a revocation. */
  readonly dropped: boolean;
  /** Hosts that were dealt to it, that carry it now, that have left; of a switchback the blocks that count, the one under way, those left out. */
  readonly dealt: number;
  readonly carrying: number;
  readonly left: number;
  /** Units with figures in the stage under way. */
  readonly measured: number;
};

export type ExperimentStageView = {
  readonly kind: "aa" | "ramp" | "confirm" | "holdout";
  readonly percent: number;
  readonly since: number;
  /** Measured time of this stage, and of the whole running part, s. */
  readonly measuredS: number;
  readonly runningS: number;
  readonly minS: number;
  readonly maxS: number;
};

/** A step of the ramp as it is planned for these hosts. */
export type RampStepView = {
  readonly percent: number;
  readonly leastS: number;
  /** Hosts that are on another arm than the control on this step. */
  readonly hosts: number;
  /** `skipped`: it would change nothing with so few hosts. */
  readonly state: "done" | "current" | "ahead" | "skipped";
};

export type ExperimentStepView = {
  readonly at: number;
  readonly code: string;
  readonly sentence: string;
  /** The email address of who did it; null: it happened by itself. */
  readonly by: string | null;
};

/** What the fleet recorded before, and what can be found with it. `null`: too little was recorded to say. */
export type PowerView = {
  /** What it was made from: the goal's figure over units, the standard deviation between them, and how alike neighbouring minutes are (-1..1). */
  readonly baseline: {
    readonly mean: number;
    readonly betweenUnits: number;
    readonly autocorrelation: number;
    readonly units: number;
    readonly recordedS: number;
  } | null;
  /** Hosts, or blocks in the minimum and the maximum time. */
  readonly units: number;
  /** Units needed in all for `minimumEffect` with the plan's alpha and power; null when the baseline is unknown. */
  readonly unitsNeeded: number | null;
  /** The smallest effect, as a share of the control's value, that so many units find. */
  readonly detectable: number | null;
  /** How long it will take at least, s: hosts need no longer than the minimum, a switchback its blocks. */
  readonly neededS: number | null;
  readonly sentence: string;
};

/** Where the figures stand now, or stood at the end. */
export type ExperimentFigures = {
  readonly at: number;
  readonly overall: ArmVerdict;
  readonly arms: readonly ArmVerdict[];
  readonly comparisons: readonly Comparison[];
  readonly guardrails: readonly GuardrailState[];
  readonly faults: readonly HealthFault[];
  readonly sampleRatioP: number | null;
};

/** What a manager reads when it is over. */
export type ExperimentConclusion = {
  readonly at: number;
  /** `winner-promoted`, `no-difference`, `guardrail-broken`, `worse`, `stopped-by-hand`, `persona-revoked` and the like. */
  readonly code: string;
  /** One paragraph: what was tried, on what, for how long, what was found with its interval, and what was done. */
  readonly paragraph: string;
  readonly winner: string | null;
  /** Set once the tenant told everybody. */
  readonly published: { readonly effectId: string; readonly at: number } | null;
};

/** Blocks of a switchback: those that count, those left out and why. */
export type BlocksView = {
  readonly counted: number;
  readonly leftOut: number;
  readonly current: { readonly arm: string; readonly from: number; readonly until: number } | null;
  /** Of the stage under way, oldest first, the newest 400. */
  readonly list: readonly {
    readonly arm: string;
    readonly from: number;
    readonly until: number;
    readonly state: "counted" | "current" | "left-out";
    readonly because: string | null;
  }[];
};

/** One experiment with everything its page shows, but for the series. */
export type ExperimentView = ExperimentListItem & {
  readonly plan: ExperimentPlan;
  readonly armViews: readonly ExperimentArmView[];
  readonly stage: ExperimentStageView | null;
  readonly ramp: readonly RampStepView[];
  readonly blocks: BlocksView | null;
  readonly figures: ExperimentFigures | null;
  readonly power: PowerView | null;
  /** Newest first, at most 200. */
  readonly steps: readonly ExperimentStepView[];
  /** Why it is paused and what to do; null while it is not. */
  readonly paused: { readonly since: number; readonly code: string; readonly sentence: string } | null;
  readonly conclusion: ExperimentConclusion | null;
  readonly createdBy: string;
  readonly nextLookAt: number | null;
};

/** One point of the chart "effect with its interval over time". */
export type ExperimentSeriesPoint = {
  readonly at: number;
  readonly stage: number;
  readonly arm: string;
  readonly absolute: Interval;
  readonly relative: Interval | null;
  readonly p: number;
  readonly chanceToWin: number;
  /** Units of the control and of the arm. */
  readonly units: readonly [number, number];
};

/** Of one metric, oldest first. */
export type ExperimentSeries = {
  readonly metric: Pick<Metric, "name" | "title" | "unit" | "better">;
  readonly points: readonly ExperimentSeriesPoint[];
  /** When stages began, to be drawn as lines. */
  readonly stages: readonly { readonly stage: number; readonly at: number }[];
};

/** A refusal, or something to know before the start, with what to do. */
export type ExperimentObstacle = {
  readonly code: string;
  readonly message: string;
  /** Whether it cannot start while this stands. */
  readonly blocks: boolean;
};

/** A design that suits the fleet, and why. */
export type SuggestedDesign = {
  readonly design: ExperimentPlan["design"];
  readonly because: "one-host" | "fleet-attribute" | "shares-load" | "independent-hosts";
  readonly sentence: string;
  /** What the fleet's people declared, or the default: its hosts share load. */
  readonly sharesLoad: boolean;
  readonly hosts: number;
};

/** What a tenant tells everybody: the effect of one version on the goal, as its own enrolled agents reported it. */
export type MeasuredEffect = {
  readonly effectId: string;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly version: number;
  /** Always the same words: nobody but the tenant's own agents vouches for it. */
  readonly label: "reported by enrolled agents";
  readonly metric: Pick<Metric, "title" | "unit" | "better">;
  readonly verdict: Judgement["overall"]["verdict"];
  readonly absolute: Interval;
  readonly relative: Interval | null;
  /** What it was compared with, in words. */
  readonly comparedWith: string;
  readonly design: "hosts" | "switchback";
  readonly units: number;
  readonly measuredS: number;
  readonly publishedAt: number;
  /** Whether it is the asking tenant's own. */
  readonly own: boolean;
};
