import type { Configuration, Trigger } from "@fleet-persona/persona";
import type { Bounds } from "./bounds.ts";
import type { Controls } from "./controls.ts";
import type { Exploring } from "./explore/explore.ts";
import type { Proposal } from "./proposal.ts";
import type { EngineSettings } from "./settings.ts";
import type { Signals } from "./signals.ts";

/** Everything one decision is made from, besides the memory. */
export type Situation = {
  /** ms since the epoch. */
  readonly now: number;
  /** Observed and derived signals. */
  readonly signals: Signals;
  /** What is set now, as read from the target. */
  readonly config: Configuration;
  readonly proposal: Proposal;
  /** The author's. */
  readonly triggers: readonly Trigger[];
  readonly settings: EngineSettings;
  /** Already intersected: persona ∩ tenant ∩ host. */
  readonly bounds: Bounds;
  readonly controls: Controls;
  /** Absent: the policy's best word is taken. */
  readonly exploration?: Exploring | undefined;
};
