import type { SignalSeries } from "./live-source.ts";
import { configSeries, type LiveData } from "./live-data.ts";
import { valueAt } from "./series.ts";

// A configuration that was told this long ago and not since is still what the fleet has.
const STANDING_MS = 15 * 60_000;

/**
 * Cores the fleet is allowed to use: the signal `allocated_cores` where an agent reports it, or else the mean
 * allocation per server times the servers that serve.
 */
export function allocatedCores(data: LiveData): SignalSeries {
  const reported = data.signals["allocated_cores"];
  if (reported && reported.length > 0) return reported;
  const servers = configSeries(data, "active_servers");
  return configSeries(data, "cpu_allocation").map(({ at, value }) => {
    const count = valueAt(servers, at, STANDING_MS);
    return { at, value: typeof value === "number" && typeof count === "number" ? value * count : null };
  });
}

/** Cores in use: what is allocated times its utilisation at that moment. */
export function usedCores(data: LiveData, allocated: SignalSeries): SignalSeries {
  return (data.signals["cpu_utilisation"] ?? []).map(({ at, value }) => {
    const cores = valueAt(allocated, at, STANDING_MS);
    return { at, value: value === null || cores === null ? null : value * cores };
  });
}
