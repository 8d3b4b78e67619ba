/** The five families of signals (DESIGN's own words; a Persona's manifest names one for each input). */
export const SIGNAL_FAMILIES = ["performance", "behaviour", "business", "external", "intent"] as const;
export type SignalFamily = (typeof SIGNAL_FAMILIES)[number];

/** What a standard name means. `*` in a pattern stands for one snake_case word. Windows and staleness in seconds. */
export type StandardSignal = {
  readonly pattern: string;
  readonly unit: string;
  readonly family: SignalFamily;
  readonly description: string;
  /** Over how long it is measured; 0 for a momentary value. */
  readonly windowS: number;
  /** Older than this it says nothing about now; a manifest may ask for less. */
  readonly stalenessS: number;
  /** What OpenTelemetry's semantic conventions call the metric it can be made from; null where there is none. */
  readonly otel: string | null;
};

type Row = readonly [pattern: string, unit: string, description: string, otel?: string];

const family = (
  name: SignalFamily,
  windowS: number,
  stalenessS: number,
  rows: readonly Row[],
): readonly StandardSignal[] =>
  rows.map(([pattern, unit, description, otel]) => ({
    pattern,
    unit,
    family: name,
    description,
    windowS,
    stalenessS,
    otel: otel ?? null,
  }));

/** Every standard name. Authors and hosts may add others; these port between fleets. */
export const STANDARD_SIGNALS: readonly StandardSignal[] = [
  ...family("performance", 5, 10, [
    ["request_rate", "1/s", "Requests a second that the service was asked", "http.server.request.duration"],
    ["latency_p50", "ms", "Half of the requests were answered within this", "http.server.request.duration"],
    ["latency_p95", "ms", "95 of 100 requests were answered within this", "http.server.request.duration"],
    ["latency_p99", "ms", "99 of 100 requests were answered within this", "http.server.request.duration"],
    ["error_rate", "ratio", "Share of requests that failed: no answer, or a status of 500 and more", "error.type"],
    ["throughput", "B/s", "Bytes a second sent to clients", "http.server.response.body.size"],
    ["queue_depth", "requests", "Requests that wait for a free server", "http.server.active_requests"],
    ["cpu_utilisation", "ratio", "CPU that the service used, of what it is allowed", "process.cpu.utilization"],
    ["cache_hit_ratio", "ratio", "Share of cache look-ups that found an answer"],
    ["host_cpu_utilisation", "ratio", "CPU in use on the whole host", "system.cpu.utilization"],
    ["host_memory_utilisation", "ratio", "Memory of the host that is not available", "system.memory.utilization"],
    ["host_load", "ratio", "Load average over one minute, per core", "system.cpu.load_average.1m"],
    ["host_network_receive", "B/s", "Bytes a second received, loopback apart", "system.network.io"],
    ["host_network_transmit", "B/s", "Bytes a second sent, loopback apart", "system.network.io"],
    ["host_cpu_pressure", "ratio", "Share of time in which some task waited for CPU (PSI, 10 s)"],
    ["host_memory_pressure", "ratio", "Share of time in which some task waited for memory (PSI, 10 s)"],
    ["host_io_pressure", "ratio", "Share of time in which some task waited for the disk (PSI, 10 s)"],
  ]),
  ...family("behaviour", 5, 30, [
    ["mobile_share", "ratio", "Share of requests from phones, by User-Agent or Sec-CH-UA-Mobile"],
    ["search_share", "ratio", "Share of requests that search"],
    ["checkout_share", "ratio", "Share of requests that check out"],
  ]),
  ...family("behaviour", 60, 180, [
    ["session_depth", "requests", "Mean requests per session in the window"],
    ["event_rate.*", "1/s", "Events of this name a second, as the event endpoint was told"],
    ["event_share.*", "ratio", "Events of this name, of all events in the window"],
    ["outcome.*", "", "Mean outcome of a running experiment, over all its variants"],
    ["outcome.*.*", "", "Mean outcome of one variant of a running experiment"],
  ]),
  ...family("business", 60, 600, [
    ["conversion_rate", "ratio", "Share of visits that ended in an order"],
    ["revenue_rate", "1/s", "Revenue a second, in the tenant's currency"],
  ]),
  ...family("external", 0, 60, [
    ["time_of_day.sin", "ratio", "Sine of the local time of day as an angle; midnight is 0"],
    ["time_of_day.cos", "ratio", "Cosine of the local time of day as an angle"],
    ["day_of_week.sin", "ratio", "Sine of the local time in the week as an angle; Monday 00:00 is 0"],
    ["day_of_week.cos", "ratio", "Cosine of the local time in the week as an angle"],
    ["campaign_active", "ratio", "Weight of the heaviest campaign that runs now; 0 when none does"],
    ["campaign_starts_in", "s", "Time to the next campaign's start, at most seven days"],
  ]),
  ...family("external", 5, 30, [
    ["region_share.*", "ratio", "Share of requests from this region; `other` for the rest"],
  ]),
  ...family("intent", 0, 300, [
    ["intent.*", "ratio", "How strongly this intent is declared now; 0 outside its window"],
  ]),
];

const WORD = "[a-z][a-z0-9]*(?:_[a-z0-9]+)*";
const matchers = STANDARD_SIGNALS.map((standard) => ({
  standard,
  pattern: new RegExp(`^${standard.pattern.replaceAll(".", "\\.").replaceAll("*", WORD)}$`),
}));
const DERIVED = /^(.+)\.(trend|forecast_\w+|persistence_\w+)$/;

/** The standard signal of this name; undefined for an author's own. */
export function standardSignal(name: string): StandardSignal | undefined {
  return matchers.find(({ pattern }) => pattern.test(name))?.standard;
}

/** The unit of a standard name or of what is derived from it (a trend is per second); "" where nothing is known. */
export function signalUnit(name: string): string {
  const known = standardSignal(name);
  if (known !== undefined) return known.unit;
  const [, source = "", derived = ""] = DERIVED.exec(name) ?? [];
  const unit = standardSignal(source)?.unit ?? "";
  return derived === "trend" && unit !== "" ? `${unit}/s` : unit;
}
