import type { Decision } from "@fleet-persona/engine";
import type { AttributeValue } from "@fleet-persona/persona";
import type { EventMark } from "./event-marks.ts";

/** One moment of a series; `at` in ms since the epoch. */
export type Sample<Value> = { readonly at: number; readonly value: Value };
/** A measured series, oldest first; null = reported as not usable. */
export type SignalSeries = readonly Sample<number | null>[];
/** The values an attribute had; each holds until the next. */
export type ConfigSeries = readonly Sample<AttributeValue>[];

export type TelemetryWindow = {
  readonly signals: Readonly<Record<string, SignalSeries>>;
  /** May be empty: what the decisions saw as current then fills the lanes. */
  readonly config: Readonly<Record<string, ConfigSeries>>;
};

/** What became of a decision on its host. */
type ApplyResult =
  | { readonly kind: "none" }
  | { readonly kind: "applied"; readonly steps: readonly string[]; readonly tookMs: number }
  | { readonly kind: "undone"; readonly because: string }
  | { readonly kind: "failed"; readonly because: string };

/** A decision as the page shows it. `explanation` is the engine's sentence. */
export type DecisionRow = {
  readonly id: string;
  readonly hostName: string;
  readonly at: number;
  readonly persona: { readonly id: string; readonly version: number; readonly digest: string } | null;
  readonly decision: Decision;
  readonly explanation: string;
  readonly apply: ApplyResult;
  readonly tookMs: number;
};

/** Where the instrument reads from, both in (sinceMs, untilMs]. Rejecting means "could not be read now": it asks again. */
export type LiveSource = {
  telemetry(sinceMs: number, untilMs: number): Promise<TelemetryWindow>;
  decisions(sinceMs: number, untilMs: number): Promise<readonly DecisionRow[]>;
  /** Oldest first. */
  events(sinceMs: number, untilMs: number): Promise<readonly EventMark[]>;
};
