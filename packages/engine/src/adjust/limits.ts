import type { Attribute } from "@fleet-persona/persona";
import type { Controls } from "../controls.ts";
import type { StabilisationMs, Recommended } from "../guards/stabilisation.ts";
import type { Waits } from "../guards/pace.ts";
import type { Hand } from "../hands/hands.ts";
import type { BackOff } from "../outcome/guardrail.ts";
import type { StepLimit } from "../settings.ts";

/** What one step allows, the same for every attribute. */
export type Limits = {
  readonly now: number;
  readonly off: boolean;
  /** The freeze window that is open, by name. */
  readonly frozenBy: string | null;
  readonly pauses: Controls["pauses"];
  /** Share of its range a number may move on the policy's word, on a trigger's, and on the way a revocation asks for. */
  readonly stride: { readonly policy: number; readonly trigger: number; readonly revocation: number };
  readonly deadband: number;
  readonly stabilisationMs: StabilisationMs;
  readonly dropIsOnlyForecast: boolean;
  readonly waits: Readonly<Record<Attribute["cost"], Waits>>;
  /** When this host's turn to change begins; now or before when it may. */
  readonly turnAt: number;
};

/** What is remembered or declared about one attribute. */
export type Past = {
  readonly changedAt: number | undefined;
  readonly wish: number;
  readonly hand: Hand | undefined;
  readonly backOff: BackOff | undefined;
  readonly recommended: Recommended;
  readonly stepLimit: StepLimit | undefined;
};
