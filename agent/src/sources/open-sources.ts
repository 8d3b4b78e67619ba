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

/** One case for each kind; a new one is a case here and a schema in `source-config.ts`. A host loads those it names. */
async function openSource(config: SourceConfig, { now }: SourceDeps): Promise<Source> {
  switch (config.kind) {
    case "log-file":
    case "syslog":
      return (await import("./log/log-source.ts")).openLogSource(config, now);
    case "prometheus":
      return (await import("./prometheus/prometheus-source.ts")).openPrometheusSource(config, now);
    case "proc":
      return (await import("./proc/proc-source.ts")).openProcSource(config, now);
    case "receiver":
      return await (await import("./receiver/receiver-source.ts")).openReceiverSource(config, now);
    case "clock":
      return (await import("./clock/clock-source.ts")).openClockSource(config);
    case "campaigns":
      return (await import("./clock/campaigns-source.ts")).openCampaignsSource(config, now);
    default:
      return config satisfies never;
  }
}
