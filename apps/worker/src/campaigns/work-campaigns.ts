import { setTimeout as sleep } from "node:timers/promises";
import { dueVariationCampaigns, putOffVariationCampaign, stepVariationCampaign } from "@fleet-persona/hub-core";
import type { VariationCampaignKey } from "@fleet-persona/hub-core";
import type { WorkerDeps } from "../deps.ts";
import { settingSearch } from "./setting-search.ts";

// Campaigns think in minutes; a round that is over waits no longer than this.
const roundMs = 2_000;
const claimed = 16;
const restAfterFailureMs = 60_000;

/** Looks at every campaign that is due, whichever worker is there, beside the experiments. Disposing waits for the look at hand. */
export function workCampaigns({ hub, log, experiments }: WorkerDeps): AsyncDisposable {
  const stopping = new AbortController();
  const work = experiments.concurrency > 0 ? rounds() : Promise.resolve();

  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for (const key of await dueVariationCampaigns(hub, claimed)) if (!stopping.signal.aborted) await look(key);
      } catch (error) {
        log.warn({ err: error }, "campaigns could not be looked at now");
      }
      await sleep(roundMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function look(key: VariationCampaignKey): Promise<void> {
    try {
      await stepVariationCampaign(hub, key, ({ charter, seed }) => settingSearch(charter, seed));
    } catch (error) {
      log.warn({ err: error, campaign: key.campaignId }, "a campaign could not be looked at; its turn comes again");
      // One that fails every time must not keep the others waiting.
      await putOffVariationCampaign(hub, key, restAfterFailureMs).catch(() => {});
    }
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await work;
    },
  };
}
