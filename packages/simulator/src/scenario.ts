import type { FleetModel } from "./fleet-model.ts";

/** Requests a second over time: linear between points, held at both ends. `t` in seconds since the start. */
export type RatePoint = { readonly t: number; readonly rate: number };

/** Something that holds from `from` to `to` (seconds) at `value`. */
export type Span = { readonly from: number; readonly to: number; readonly value: number };

/** A request as a log tells of it. */
export type RecordedRequest = {
  /** When it is sent, seconds since the start. */
  readonly at: number;
  /** Name of its class. */
  readonly class: string;
  /** The catalogue item, where its class asks for one. */
  readonly item?: number;
  /** What it costs as a share of its class's mean; default: its item's, or drawn. */
  readonly cost?: number;
};

export type Traffic = {
  readonly points: readonly RatePoint[];
  /** These very requests, by time, in place of drawn ones; `points` then only say what foresight knows of the rate. */
  readonly requests?: readonly RecordedRequest[];
  /** Mobile share in a span; outside of all the model's. */
  readonly mobileShare?: readonly Span[];
  /** Multiplies the mean size of a request in a span (a heavier mix). */
  readonly heaviness?: readonly Span[];
  /** Marketing campaigns: `campaign_active` within, `campaign_starts_in` before. */
  readonly campaigns?: readonly Span[];
  /** Declared intents by signal name, 0..1. */
  readonly intents?: Readonly<Record<string, readonly Span[]>>;
  /** Seconds of the simulated day and day of the week (0 = Monday) at the start, for the clock's signals. */
  readonly startsAt?: { readonly secondOfDay: number; readonly dayOfWeek: number };
};

export type Fault =
  | { readonly kind: "server-down"; readonly server: number; readonly from: number; readonly to: number }
  /** The server's speed times `factor` (0..1). */
  | {
      readonly kind: "slow-server";
      readonly server: number;
      readonly from: number;
      readonly to: number;
      readonly factor: number;
    }
  /** Requests for pages nobody else asks for: the cache answers none of this share of them. */
  | { readonly kind: "cache-busting"; readonly from: number; readonly to: number; readonly share: number }
  /** The named signals are absent, or NaN. */
  | {
      readonly kind: "signals-missing" | "signals-nan";
      readonly from: number;
      readonly to: number;
      readonly signals: readonly string[];
    };

/** Everything a simulation is a function of. Same scenario and same configurations at the same times: the same run. */
export type Scenario = {
  readonly fleet: FleetModel;
  readonly traffic: Traffic;
  readonly faults?: readonly Fault[];
  readonly seconds: number;
  readonly seed: number;
};
