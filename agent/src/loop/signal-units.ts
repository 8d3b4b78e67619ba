const UNITS: Readonly<Record<string, string>> = {
  request_rate: "1/s",
  latency_p50: "ms",
  latency_p95: "ms",
  latency_p99: "ms",
  error_rate: "ratio",
  throughput: "B/s",
  queue_depth: "requests",
  cpu_utilisation: "ratio",
  cache_hit_ratio: "ratio",
  search_share: "ratio",
  checkout_share: "ratio",
  "time_of_day.sin": "ratio",
  "time_of_day.cos": "ratio",
  deviation_score: "ratio",
  magnitude: "ratio",
  confidence: "ratio",
  allocated_cores: "cores",
  cpu_allocation: "cores",
  active_servers: "servers",
  max_connections: "connections",
};

/** The unit of a standard name; a trend is per second of its source, a forecast has its source's unit. */
export function unitOf(name: string): string {
  const known = UNITS[name];
  if (known !== undefined) return known;
  const [, source = "", derived = ""] = /^(.+)\.(trend|forecast_\w+|persistence_\w+)$/.exec(name) ?? [];
  const unit = UNITS[source];
  if (unit === undefined) return "";
  return derived === "trend" ? `${unit}/s` : unit;
}
