import {
  endDueCooldowns,
  enqueueStaleGateRuns,
  expireSecrets,
  keepPartitions,
  recheckBuyerReviews,
  watchFleets,
} from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";

/** A recurring job: any number of workers share its queue, one of them runs each round. */
export type Job = {
  readonly name: string;
  readonly cron: string;
  readonly run: (deps: Deps) => Promise<unknown>;
};

/** The jobs of a worker whose gate applies these rules; `attests`: it signs what its gate says. */
export const jobsUnder = (rules: { rulesVersion: number; attests: boolean }): readonly Job[] => [
  { name: "keep-partitions", cron: "17 * * * *", run: keepPartitions },
  { name: "expire-secrets", cron: "*/10 * * * *", run: expireSecrets },
  { name: "watch-fleets", cron: "* * * * *", run: watchFleets },
  { name: "end-cooldowns", cron: "* * * * *", run: endDueCooldowns },
  { name: "recheck-reviews", cron: "*/5 * * * *", run: recheckBuyerReviews },
  { name: "gate-rules", cron: "41 * * * *", run: (deps) => enqueueStaleGateRuns(deps, rules) },
];
