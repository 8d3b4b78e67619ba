import { z } from "zod";
import { VERDICTS } from "../verdict/verdict.ts";
import type { VerdictKind } from "../verdict/verdict.ts";
import { variableSettingSchema } from "./variable-setting.ts";
import type { SettingValues } from "./variable-setting.ts";

const instant = z.number();
const figure = z.number();
const intervalSchema = z.strictObject({ estimate: figure, low: figure, high: figure });

/** Something that is tried: other settings, or another version. `key` is the search's own for settings. */
export const variationSchema = z.strictObject({
  key: z.string().min(1).max(120),
  title: z.string(),
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("settings"), values: z.partialRecord(variableSettingSchema, z.number()) }),
    z.strictObject({ kind: z.literal("version"), personaVersionId: z.uuid(), personaId: z.string(), version: z.int() }),
  ]),
});
export type Variation = z.output<typeof variationSchema>;

/** A variation that was tried. `effect`: on the goal, as a share of the control's value, positive = better; null: never measured. */
export const triedSchema = z.strictObject({
  ...variationSchema.shape,
  round: z.int().min(1),
  experimentId: z.uuid(),
  endedAt: instant,
  verdict: z.enum(VERDICTS),
  effect: intervalSchema.nullable(),
  sentence: z.string(),
  /** It is in charge now, or was until the next one won. */
  promoted: z.boolean(),
});
export type Tried = z.output<typeof triedSchema>;

/** Where a campaign is: all that a worker needs to go on where another one died. Instants are ms since 1970. */
export const campaignProgressSchema = z.strictObject({
  /** The search's own; null before it began. */
  search: z.unknown(),
  round: z.int().min(0),
  /** Time that experiments took, ms. */
  spentMs: z.number().min(0),
  breaks: z.int().min(0),
  /** The effect of all winners so far, added up: what the search's figures stand on. */
  gained: z.number(),
  /** The version in charge that it reckons with, and the values of what varies. */
  control: z
    .strictObject({
      personaVersionId: z.uuid(),
      values: z.partialRecord(variableSettingSchema, z.number()),
      /** Names the fleet's own settings. */
      mark: z.string(),
    })
    .nullable(),
  current: z
    .strictObject({
      round: z.int().min(1),
      since: instant,
      /** Null: it is still to be planned and started. */
      experimentId: z.uuid().nullable(),
      maxS: z.int().min(1),
      arms: z.array(z.strictObject({ arm: z.string(), variation: variationSchema })).min(1),
    })
    .nullable(),
  tried: z.array(triedSchema),
  /** Variations that no experiment could be started with. */
  skipped: z.array(z.string()),
  waiting: z.strictObject({ code: z.string(), sentence: z.string(), since: instant }).nullable(),
  end: z.strictObject({ at: instant, code: z.string(), sentence: z.string() }).nullable(),
});
export type CampaignProgress = z.output<typeof campaignProgressSchema>;

/** Of a campaign that was just opened. */
export const freshProgress: CampaignProgress = {
  search: null,
  round: 0,
  spentMs: 0,
  breaks: 0,
  gained: 0,
  control: null,
  current: null,
  tried: [],
  skipped: [],
  waiting: null,
  end: null,
};

/** A version that the charter allows, newest of its listing, approved for the fleet. */
export type CandidateVersion = {
  readonly personaVersionId: string;
  readonly personaId: string;
  readonly version: number;
};

/** How an experiment of the campaign stands. */
export type OwnExperiment = {
  readonly experimentId: string;
  readonly started: boolean;
  /** Why it is paused; null while it is not. `auto`: it goes on by itself. */
  readonly pause: { readonly code: string; readonly sentence: string; readonly auto: boolean } | null;
  /** Its winner waits for a person's yes. */
  readonly awaitsPromotion: boolean;
  /** Null while it is open. */
  readonly ended: {
    readonly at: number;
    /** `promoted`, `concluded`, `rolled-back`, `stopped`. */
    readonly status: string;
    readonly code: string;
    readonly sentence: string;
    readonly tookMs: number;
    /** The arm that was put in charge. */
    readonly promoted: string | null;
    /** Whether a guardrail was what ended it. */
    readonly guardrailBroken: boolean;
    readonly arms: readonly {
      readonly arm: string;
      readonly verdict: VerdictKind;
      readonly sentence: string;
      readonly effect: { readonly estimate: number; readonly low: number; readonly high: number } | null;
    }[];
  } | null;
};

/** What a look at a campaign knows of the world. */
export type CampaignFacts = {
  readonly now: number;
  /** The version in charge with what varies of its settings; null: none is. */
  readonly inCharge: NonNullable<CampaignProgress["control"]> | null;
  /** Why what is in charge may not go on. */
  readonly withdrawn: string | null;
  /** Why nothing is begun now. */
  readonly held: { readonly code: string; readonly sentence: string } | null;
  /** An experiment that is not the campaign's holds the fleet, by name. */
  readonly claimedBy: string | null;
  /** Who opened it may do so no more. */
  readonly openerLost: boolean;
  /** The experiment of the round under way, where it was planned. */
  readonly own: OwnExperiment | null;
  readonly candidates: readonly CandidateVersion[];
};

/** What the caller does, after it kept the progress. */
export type CampaignEffect =
  | { readonly kind: "note"; readonly code: string; readonly sentence: string; readonly experimentId: string | null }
  /** Plan and start the experiment of the round under way. */
  | { readonly kind: "start" }
  /** End the experiment of the round under way: time is up, or it came to nothing. */
  | { readonly kind: "stop"; readonly experimentId: string; readonly sentence: string };

export type CampaignStep = { readonly progress: CampaignProgress; readonly effects: readonly CampaignEffect[] };

/** Proposes settings within bounds and learns from what they came to; its state is plain JSON. */
export interface SettingSearch {
  /** The next settings to try, at most so many; what was not told of comes again. `control` is where it begins from. */
  propose(
    state: unknown,
    count: number,
    control: SettingValues,
  ): {
    readonly state: unknown;
    readonly proposals: readonly { readonly key: string; readonly values: Readonly<Record<string, number>> }[];
  };
  /** `gain`: relative, positive = better, beyond what was in charge at first; `error` its standard error; null: it could not be measured. */
  tell(
    state: unknown,
    results: readonly { readonly key: string; readonly gain: number | null; readonly error: number | null }[],
  ): unknown;
  isExhausted(state: unknown): boolean;
}
