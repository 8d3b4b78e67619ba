import type { Attribute, Configuration, InputSignal } from "@fleet-persona/persona";
import type { CooldownMs } from "./guards/pace.ts";
import type { StabilisationMs } from "./guards/stabilisation.ts";
import type { GuardrailSettings } from "./outcome/guardrail.ts";
import type { ReactiveSettings } from "./reactive/reactive-settings.ts";

/** `shadow` decides and journals; only `canary` and `active` decisions are applied. */
export type Mode = "off" | "shadow" | "canary" | "active";

/** Whether decisions in this mode are applied. */
export function isActing(mode: Mode): boolean {
  return mode === "canary" || mode === "active";
}

/** Who decides when the policy may not: an HPA-like rule, nobody, or the way back to the safe configuration. */
export type Fallback = "reactive" | "hold" | "safe";

/** The most one decision may move an attribute, in its unit (numbers) or in ranks (ordered choices); 0 = not that way. */
export type StepLimit = { readonly grow?: number | undefined; readonly shrink?: number | undefined };

/** Everything a decision depends on that is neither observed nor remembered. */
export type EngineSettings = {
  readonly mode: Mode;
  /** Only those the target can steer. */
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly InputSignal[];
  /** The lower of the author's claim and the gate's figure, 0..1. */
  readonly claimedConfidence: number;
  /** Below this total confidence the fallback decides, 0..1. */
  readonly confidenceFloor: number;
  readonly adjustmentFactor: number;
  /** The largest share of a number's range one decision may move, 0..1. */
  readonly riskTolerance: number;
  /** Wishes smaller than this share of a number's range are ignored. */
  readonly deadband: number;
  readonly stepLimits: Readonly<Record<string, StepLimit>>;
  /** Wait since an attribute's last change before it may grow or shrink again, by what a change costs. See `cooldownFactor`. */
  readonly cooldownMs: CooldownMs;
  /** How long a recommendation must have stood before it is followed. */
  readonly stabilisationMs: StabilisationMs;
  /** How long an attribute that another hand changed is left alone, ms. */
  readonly yieldMs: number;
  /** Null: outcomes are not watched. */
  readonly guardrail: GuardrailSettings | null;
  readonly fallback: Fallback;
  /** `fallback`: the policy is not heard, as an arm of an experiment may have it. Absent: `policy`. */
  readonly decider?: "policy" | "fallback" | undefined;
  readonly reactive: ReactiveSettings;
  /** The host's own snapshot or what the tenant declared; never the author's word. */
  readonly safe: Configuration;
};

/** What every engine starts from where neither Persona nor tenant says otherwise. */
export const defaultCautions = {
  stepLimits: {},
  stabilisationMs: { grow: 0, shrink: 0 },
  yieldMs: 900_000,
  guardrail: { errorRateIncrease: 0.05, latencyIncrease: 1, windowMs: 30_000 },
} as const satisfies Partial<EngineSettings>;
