import {
  endDueCooldowns,
  enqueueStaleGateRuns,
  expireSecrets,
  forgetWatching,
  keepPartitions,
  recheckDomains,
  tendStoreSearch,
  recheckBuyerReviews,
  watchFleets,
} from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import type { Mailer } from "@fleet-persona/mail";
import { sendNoticeMail } from "./watching/send-notice-mail.ts";

/** A recurring job: any number of workers share its queue, one of them runs each round. */
export type Job = {
  readonly name: string;
  readonly cron: string;
  readonly run: (deps: Deps) => Promise<unknown>;
};

type Rules = { readonly rulesVersion: number; readonly attests: boolean };

/** The jobs of a worker whose gate applies these rules; `attests`: it signs what its gate says. Mail goes where the mailer sends it. */
export const jobsUnder = (rules: Rules, mailer: Mailer | null = null): readonly Job[] => [
  { name: "keep-partitions", cron: "17 * * * *", run: keepPartitions },
  { name: "expire-secrets", cron: "*/10 * * * *", run: expireSecrets },
  { name: "watch-fleets", cron: "* * * * *", run: watchFleets },
  { name: "end-cooldowns", cron: "* * * * *", run: endDueCooldowns },
  { name: "store-search", cron: "29 * * * *", run: tendStoreSearch },
  { name: "recheck-reviews", cron: "*/5 * * * *", run: recheckBuyerReviews },
  { name: "gate-rules", cron: "41 * * * *", run: (deps) => enqueueStaleGateRuns(deps, rules) },
  { name: "urgent-mail", cron: "* * * * *", run: (deps) => sendNoticeMail(deps, mailer, "urgent") },
  { name: "notice-mail", cron: "*/15 * * * *", run: (deps) => sendNoticeMail(deps, mailer, "digest") },
  { name: "verify-domains", cron: "23 * * * *", run: recheckDomains },
  { name: "forget-watching", cron: "47 * * * *", run: forgetWatching },
];
