import { openCampaignsSource } from "./clock/campaigns-source.ts";
import { openClockSource } from "./clock/clock-source.ts";
import { openLogSource } from "./log/log-source.ts";
import { openProcSource } from "./proc/proc-source.ts";
import { openPrometheusSource } from "./prometheus/prometheus-source.ts";
import { openReceiverSource } from "./receiver/receiver-source.ts";
import type { Source } from "./source.ts";
import type { SourceConfig } from "./source-config.ts";

/** What sources need of the world: the time in ms since the epoch. */
export type SourceDeps = { readonly now: () => number };

/**
 * Opens every source of the host's config. A file that is not there yet, a port that is taken, an exporter that is down:
 * all of that is the source's health, and tried again; it never keeps the agent from starting.
 */
export async function openSources(configs: readonly SourceConfig[], deps: SourceDeps): Promise<readonly Source[]> {
  return await Promise.all(configs.map(async (config) => await openSource(config, deps)));
}

/** One line for each kind; a new one is a case here and a schema in `source-config.ts`. */
function openSource(config: SourceConfig, { now }: SourceDeps): Source | Promise<Source> {
  switch (config.kind) {
    case "log-file":
    case "syslog":
      return openLogSource(config, now);
    case "prometheus":
      return openPrometheusSource(config, now);
    case "proc":
      return openProcSource(config, now);
    case "receiver":
      return openReceiverSource(config, now);
    case "clock":
      return openClockSource(config);
    case "campaigns":
      return openCampaignsSource(config, now);
    default:
      return config satisfies never;
  }
}
