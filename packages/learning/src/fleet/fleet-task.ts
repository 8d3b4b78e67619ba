import type { Attribute, InputSignal, Manifest, Trigger } from "@fleet-persona/persona";
import type { FleetModel, Scenario } from "@fleet-persona/simulator";

/** What a second is worth: each weight times its figure, subtracted (revenue: added). All are at least 0. */
export type RewardWeights = {
  /** A second in breach of the objective. */
  readonly breach: number;
  /** The cost of the second, as a share of what the fleet costs with everything at its ceiling. */
  readonly cost: number;
  /** Share of the second's requests that failed. */
  readonly errors: number;
  /** p95 over the objective, on a logarithm, so that a little late counts and very late does not drown the rest. */
  readonly latency: number;
  /** Share of the range moved by a decision. */
  readonly churn: number;
  /** The second's revenue, as a share of what it would be if answers took no time. */
  readonly revenue: number;
};

/** What a policy is trained and measured for: a kind of fleet, its traffic, and what is wanted. */
export type FleetTask = {
  readonly fleet: FleetModel;
  /** Those of the fleet's attributes that the policy steers. */
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly InputSignal[];
  readonly triggers: readonly Trigger[];
  readonly adaptation: Manifest["adaptation"];
  readonly reward: RewardWeights;
  /** Seconds from decision to decision. */
  readonly decisionIntervalS: number;
  /** Seconds at the start that do not count. */
  readonly warmupS: number;
  /** A situation to train in: traces, faults, service times and server counts drawn from the seed. */
  readonly scenario: (seed: number) => Scenario;
};
