import { signalUnit } from "@fleet-persona/signals";

// What the agent measures of itself and of the configuration; signals have their units in the standard's table.
const UNITS: Readonly<Record<string, string>> = {
  deviation_score: "ratio",
  magnitude: "ratio",
  confidence: "ratio",
  allocated_cores: "cores",
  experiment_marker: "id",
  cpu_allocation: "cores",
  active_servers: "servers",
  max_connections: "connections",
  queue_limit: "requests",
  request_timeout: "s",
  cache_ttl: "s",
  cpu_throttled_share: "ratio",
  active_connections: "connections",
  waiting_connections: "connections",
};

/** The unit of a name in a metric frame; a trend is per second of its source, a forecast has its source's unit. */
export function unitOf(name: string): string {
  return UNITS[name] ?? signalUnit(name);
}
