import type { Configuration } from "@fleet-persona/persona";

/** What happened to the requests of a stretch of time, and what the fleet cost meanwhile. */
export type Outcome = {
  readonly seconds: number;
  readonly requests: number;
  /** Refused, timed out, or lost with a server. */
  readonly errors: number;
  readonly breachSeconds: number;
  /** Integral of the allocated cores, used or not. */
  readonly coreSeconds: number;
  /** By the fleet's cost model, in its unit. */
  readonly cost: number;
  /** ms, failed requests included; NaN when nothing ended. */
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly orders: number;
  readonly revenue: number;
};

/** What an agent beside this fleet would see now: signals by standard name, in their declared units; absent = not observed. */
export type Observation = {
  /** Seconds since the start. */
  readonly at: number;
  readonly signals: Readonly<Record<string, number>>;
  /** Of the stretch just simulated, by the requests that ended in it; `summary` goes by when they were sent. */
  readonly outcome: Outcome;
};

/** What only the maker of the traffic knows. */
export type Foresight = {
  /** Arrivals a second at t, seconds since the start. */
  rateAt(t: number): number;
  /** The highest arrival rate within [from, to]. */
  highestRate(from: number, to: number): number;
  /** Cores kept busy at this rate once the cache is as warm as `strategy` makes it, by the model. */
  coresNeeded(rate: number, strategy: string): number;
};

/** A fleet under traffic, in simulated time. Not to be shared: it changes as it advances. */
export interface Simulation {
  /** Seconds since the start. */
  readonly at: number;
  readonly done: boolean;
  /** Simulates that much time. */
  advance(seconds: number): Observation;
  /** Orders a change of the named attributes; in force after the delay of its cost class, within the attribute's own range. */
  apply(changes: Configuration): void;
  /** What is in force now. */
  config(): Configuration;
  readonly foresight: Foresight;
  /** Outcome of everything sent from second `from` on. */
  summary(from: number): Outcome;
  /** A copy that goes its own way from here, chance included: for an oracle that tries what would happen. */
  fork(): Simulation;
}
