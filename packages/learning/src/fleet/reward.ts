import type { Configuration } from "@fleet-persona/persona";
import { toUnit, type Attribute } from "@fleet-persona/persona";
import type { FleetModel, Outcome } from "@fleet-persona/simulator";
import { LearningError } from "../errors.ts";
import type { RewardWeights } from "./fleet-task.ts";

/** What a fleet's seconds are measured against, so that weights mean the same for every fleet. */
export type RewardScale = {
  /** Cost of a second with every core and server allocated. */
  readonly ceilingCost: number;
  /** Revenue of a request if answers took no time. */
  readonly idealRevenue: number;
  readonly objectiveP95Ms: number;
  /** Stands in for p95 where requests were sent and none was answered, ms. */
  readonly givenUpMs: number;
};

/** What of an outcome a reward looks at: a journal knows no more. */
export type MeasuredOutcome = Pick<
  Outcome,
  "requests" | "errors" | "p95Ms" | "seconds" | "breachSeconds" | "cost" | "revenue"
>;

/** The figures that a second's reward weighs, in the order in which they are logged. */
export const REWARD_TERMS = ["breach", "cost", "errors", "latency", "churn", "revenue"] as const;
export type RewardTerms = Readonly<Record<(typeof REWARD_TERMS)[number], number>>;

/** A stretch of simulated time, at most a second, and what was decided just before it. */
export type RewardedSecond = {
  /** Seconds since the start, at the end of the stretch. */
  readonly at: number;
  readonly outcome: MeasuredOutcome;
  /** Share of the range moved by the decision that began here, 0..1; 0 where none was made. */
  readonly churn: number;
};

/** The scale of a fleet. Its ceiling is every server in service at the most cores the fleet's own attributes allow. */
export function rewardScale(fleet: FleetModel): RewardScale {
  const { cost, behaviour, servers, objective } = fleet;
  const sizes = servers.reduce((sum, { size }) => sum + size, 0);
  const cores = ceilingOf(fleet, "cpu_allocation", 1) * sizes;
  return {
    ceilingCost: cost.perCoreSecond * cores + cost.perServerSecond * servers.length,
    idealRevenue: (behaviour.conversion * behaviour.revenuePerOrder) / Math.max(1, behaviour.sessionDepth),
    objectiveP95Ms: objective.p95Ms,
    givenUpMs: fleet.clientTimeoutMs,
  };
}

/** What a second was worth. Throws `not-finite`, naming the second and its terms. */
export function rewardOf(weights: RewardWeights, scale: RewardScale, second: RewardedSecond): number {
  const terms = rewardTerms(scale, second);
  const reward = weighedTerms(weights, terms);
  if (Number.isFinite(reward)) return reward;
  const said = REWARD_TERMS.map((name) => `${name} ${terms[name]} × ${weights[name]}`);
  throw new LearningError(
    "not-finite",
    `second ${second.at}: the reward is ${reward} (${said.join(", ")}); check the reward's weights and the fleet's cost model`,
  );
}

/** The sum of terms by their weights: revenue earned, the rest subtracted. */
export function weighedTerms(weights: RewardWeights, terms: RewardTerms): number {
  let reward = weights.revenue * terms.revenue;
  for (const name of ["breach", "cost", "errors", "latency", "churn"] as const) reward -= weights[name] * terms[name];
  return reward;
}

/** A second's figures before they are weighed. */
export function rewardTerms(scale: RewardScale, { outcome, churn }: RewardedSecond): RewardTerms {
  const { requests, errors, p95Ms, seconds } = outcome;
  const late = requests === 0 ? 0 : Number.isNaN(p95Ms) ? scale.givenUpMs : p95Ms;
  return {
    breach: outcome.breachSeconds,
    cost: scale.ceilingCost > 0 ? outcome.cost / scale.ceilingCost : outcome.cost,
    errors: requests === 0 ? 0 : (errors / requests) * seconds,
    latency: Math.log(Math.max(1, late / scale.objectiveP95Ms)) * seconds,
    churn,
    revenue:
      requests === 0 || scale.idealRevenue === 0 ? 0 : (outcome.revenue / (requests * scale.idealRevenue)) * seconds,
  };
}

/** Mean share of its range by which each attribute moves from one configuration to the other; a choice moves all or nothing. */
export function movedShare(attributes: readonly Attribute[], from: Configuration, to: Configuration): number {
  if (attributes.length === 0) return 0;
  let total = 0;
  for (const attribute of attributes) {
    const [before, after] = [from[attribute.name], to[attribute.name]];
    if (after === undefined || before === after) continue;
    const number = attribute.kind === "continuous" || attribute.kind === "integer";
    total += number ? Math.abs(toUnit(attribute, Number(after)) - toUnit(attribute, Number(before))) : 1;
  }
  return total / attributes.length;
}

function ceilingOf({ attributes }: FleetModel, name: string, otherwise: number): number {
  const attribute = attributes.find((each) => each.name === name);
  return attribute !== undefined && "max" in attribute ? attribute.max : otherwise;
}
