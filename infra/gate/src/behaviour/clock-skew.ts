import type { FleetMoment } from "@fleet-persona/learning";
import type { Span } from "@fleet-persona/simulator";

/** Clocks that are wrong, in seconds added while a span lasts. */
export type ClockSkew = {
  /** The host's own: everything it reads, and when it decides, is stamped by it. */
  readonly host: readonly Span[];
  /** Of the machine whose logs it reads: only what comes from there is stamped so. */
  readonly logs: readonly Span[];
};

const FROM_LOGS =
  /^(?:latency_|error_rate$|mobile_share$|search_share$|checkout_share$|session_depth$|conversion_rate$|revenue_rate$)/;
const COUNTED = new Set(["request_rate", "queue_depth", "throughput", "revenue_rate"]);

/** A moment as a host sees it whose clocks are wrong and whose fleet is larger than the simulated one. */
export function seenBy(moment: FleetMoment, skew: ClockSkew | undefined, amplification: number): FleetMoment {
  if (skew === undefined && amplification === 1) return moment;
  const host = 1000 * valueAt(skew?.host ?? [], moment.at);
  const logs = 1000 * valueAt(skew?.logs ?? [], moment.at);
  const signals = Object.fromEntries(
    Object.entries(moment.signals).flatMap(([name, reading]) => {
      if (reading === undefined) return [];
      const at = reading.at + host + (FROM_LOGS.test(name) ? logs : 0);
      return [[name, { value: COUNTED.has(name) ? reading.value * amplification : reading.value, at }]];
    }),
  );
  return { ...moment, now: moment.now + host, signals };
}

function valueAt(spans: readonly Span[], t: number): number {
  return spans.find(({ from, to }) => from <= t && t < to)?.value ?? 0;
}
