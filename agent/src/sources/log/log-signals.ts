import type { Signals } from "@fleet-persona/engine";
import type { RequestSummary } from "../../collectors/request-window.ts";

/** Which signals a log is asked for, beyond what every log gives. */
export type LogOffers = {
  readonly search: boolean;
  readonly checkout: boolean;
  /** Signal words of the regions counted by name, in the order of the window's shares. */
  readonly regions: readonly string[];
};

/** The window as signals, all observed at `at`. What the lines did not say is absent. */
export function logSignals(summary: RequestSummary, at: number, offers: LogOffers): Signals {
  const reading = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : { value, at };
  const { percentiles, regionShares } = summary;
  const regions = [...offers.regions, "other"].map(
    (region, index) => [`region_share.${region}`, reading(regionShares?.[index])] as const,
  );
  return known({
    request_rate: reading(summary.requestRate),
    throughput: reading(summary.throughput),
    latency_p50: reading(percentiles?.p50),
    latency_p95: reading(percentiles?.p95),
    latency_p99: reading(percentiles?.p99),
    error_rate: reading(summary.errorRate),
    mobile_share: reading(summary.mobileShare),
    session_depth: reading(summary.sessionDepth),
    ...(offers.search ? { search_share: reading(summary.searchShare) } : {}),
    ...(offers.checkout ? { checkout_share: reading(summary.checkoutShare) } : {}),
    ...Object.fromEntries(regions),
  });
}

/** Without the names that hold nothing: a merge must not hide another source's reading behind them. */
function known(signals: Signals): Signals {
  return Object.fromEntries(Object.entries(signals).filter(([, reading]) => reading !== undefined));
}
