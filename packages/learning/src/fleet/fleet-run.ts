import type { Bounds, Signals } from "@fleet-persona/engine";
import { isValueOf, type Attribute, type AttributeValue, type Configuration } from "@fleet-persona/persona";
import { startSimulation, type Outcome, type Scenario, type Simulation } from "@fleet-persona/simulator";
import { fleetBounds, steerableOf } from "./engine-loop.ts";
import type { FleetTask } from "./fleet-task.ts";
import { movedShare, rewardOf, rewardScale, rewardTerms, type RewardScale, type RewardTerms } from "./reward.ts";

/** One second of a run, for rewards and for charts. `t` is its end, seconds since the start. */
export type RunSecond = {
  readonly t: number;
  readonly outcome: Outcome;
  readonly config: Configuration;
  /** 0 in the warm-up. */
  readonly reward: number;
  /** What the reward is made of, in the warm-up too. */
  readonly terms: RewardTerms;
};

/** What a decision's time came to. */
export type Stretch = {
  readonly reward: number;
  readonly breachSeconds: number;
  readonly cost: number;
  readonly requests: number;
  readonly errors: number;
  /** Of its worst second, ms; NaN where nothing was answered. */
  readonly p95Ms: number;
};

// Monday, 5 January 2026, 00:00 UTC: simulated weeks begin here, in ms since the epoch.
const FIRST_MONDAY = 1_767_571_200_000;
const DAY_MS = 86_400_000;
// Sums of fractions of a second stray by less than this.
const SLACK_S = 1e-9;

/**
 * A scenario under way: time passes in whole decisions, each second rewarded, orders kept within bounds. `config` is what was
 * ordered: a target reads back what it was told, however long it takes until it is in force.
 */
export class FleetRun {
  readonly simulation: Simulation;
  readonly bounds: Bounds;
  readonly attributes: readonly Attribute[];
  readonly scale: RewardScale;
  readonly #task: FleetTask;
  readonly #scenario: Scenario;
  readonly #startsAt: number;
  #config: Configuration;
  #signals: Signals = {};
  #churn = 0;
  #breaches = 0;

  constructor(task: FleetTask, scenario: Scenario) {
    this.#task = task;
    this.#scenario = scenario;
    this.simulation = startSimulation(scenario);
    this.bounds = fleetBounds(scenario.fleet, task.attributes);
    this.attributes = steerableOf(scenario.fleet, task.attributes);
    this.scale = rewardScale(scenario.fleet);
    const { dayOfWeek, secondOfDay } = scenario.traffic.startsAt ?? { dayOfWeek: 0, secondOfDay: 0 };
    this.#startsAt = FIRST_MONDAY + dayOfWeek * DAY_MS + secondOfDay * 1000;
    this.#config = this.simulation.config();
  }

  /** ms since the epoch, of a day of the week and second of the day that are the scenario's. */
  get now(): number {
    return this.#startsAt + this.simulation.at * 1000;
  }

  get config(): Configuration {
    return this.#config;
  }

  /** What an agent would have observed by now. */
  get signals(): Signals {
    return this.#signals;
  }

  get done(): boolean {
    return this.simulation.done || this.simulation.at >= this.#scenario.seconds - SLACK_S;
  }

  /** Orders what differs from what was ordered before, as near to it as the bounds allow. */
  order(wishes: Configuration): void {
    const changes = this.within(wishes);
    const names = Object.keys(changes);
    if (names.length === 0) return;
    const to = { ...this.#config, ...changes };
    this.#churn += movedShare(this.attributes, this.#config, to);
    this.#config = to;
    this.simulation.apply(changes);
  }

  /** Simulates one decision's time, or what is left, second by second. Throws `not-finite` for a reward that is not. */
  advance(onSecond?: (second: RunSecond) => void): Stretch {
    const sum = { reward: 0, breachSeconds: 0, cost: 0, requests: 0, errors: 0, p95Ms: Number.NaN };
    const until = Math.min(this.simulation.at + this.#task.decisionIntervalS, this.#scenario.seconds);
    while (this.simulation.at < until - SLACK_S) {
      const { at, signals, outcome: ended } = this.simulation.advance(Math.min(1, until - this.simulation.at));
      const outcome = { ...ended, breachSeconds: this.#newBreaches() };
      const rewarded = { at, outcome, churn: this.#churn };
      const worth = rewardOf(this.#task.reward, this.scale, rewarded);
      const terms = rewardTerms(this.scale, rewarded);
      this.#churn = 0;
      const reward = at > this.#task.warmupS + SLACK_S ? worth : 0;
      sum.reward += reward;
      sum.breachSeconds += outcome.breachSeconds;
      sum.cost += outcome.cost;
      sum.requests += outcome.requests;
      sum.errors += outcome.errors;
      if (!(outcome.p95Ms <= sum.p95Ms)) sum.p95Ms = Number.isNaN(outcome.p95Ms) ? sum.p95Ms : outcome.p95Ms;
      onSecond?.({ t: at, outcome, config: this.#config, reward, terms });
      this.#signals = readingsOf(signals, this.now);
    }
    return sum;
  }

  /**
   * Seconds found in breach since it was last asked. The objective is about when requests were sent, so a second is judged once
   * the last of them has ended: a little later, but by the same measure as every report.
   */
  #newBreaches(): number {
    const before = this.#breaches;
    this.#breaches = this.simulation.summary(this.#task.warmupS).breachSeconds;
    return this.#breaches - before;
  }

  /** What of the wishes differs from what was ordered, brought within the bounds; what cannot be steered is left out. */
  within(wishes: Configuration): Configuration {
    const changes: Record<string, AttributeValue> = {};
    for (const attribute of this.attributes) {
      const wish = wishes[attribute.name];
      if (wish === undefined) continue;
      const value = bounded(attribute, wish, this.bounds);
      if (value !== undefined && value !== this.#config[attribute.name]) changes[attribute.name] = value;
    }
    return changes;
  }
}

function bounded(attribute: Attribute, wish: AttributeValue, bounds: Bounds): AttributeValue | undefined {
  const bound = bounds[attribute.name];
  if (attribute.kind === "continuous" || attribute.kind === "integer") {
    if (typeof wish !== "number" || !Number.isFinite(wish)) return undefined;
    const whole = attribute.kind === "integer" ? Math.round(wish) : wish;
    return bound?.kind === "range" ? Math.min(bound.max, Math.max(bound.min, whole)) : whole;
  }
  if (!isValueOf(attribute, wish)) return undefined;
  return bound?.kind === "choices" && !bound.allowed.includes(wish as string | boolean) ? undefined : wish;
}

/** What was observed, as readings of that moment. */
export function readingsOf(signals: Readonly<Record<string, number>>, at: number): Signals {
  const readings: Record<string, { value: number; at: number }> = {};
  for (const name in signals) readings[name] = { value: signals[name] as number, at };
  return readings;
}
