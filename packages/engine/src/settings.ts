import type { Attribute, Configuration, InputSignal } from "@fleet-persona/persona";
import type { ReactiveSettings } from "./reactive/reactive-settings.ts";

/** `shadow` decides and journals; only `canary` and `active` decisions are applied. */
export type Mode = "off" | "shadow" | "canary" | "active";

/** Who decides when the policy may not: an HPA-like rule, nobody, or the way back to the safe configuration. */
export type Fallback = "reactive" | "hold" | "safe";

/** Everything a decision depends on that is neither observed nor remembered. */
export type EngineSettings = {
  readonly mode: Mode;
  readonly paused: boolean;
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
  /** Wait since an attribute's last change before it may grow or shrink again. See `cooldownFactor`. */
  readonly cooldownMs: { readonly grow: number; readonly shrink: number };
  readonly fallback: Fallback;
  readonly reactive: ReactiveSettings;
  /** The host's own snapshot or what the tenant declared; never the author's word. */
  readonly safe: Configuration;
};
