import { isValueOf, type Attribute, type AttributeValue, type Configuration } from "@fleet-persona/persona";
import { ALGORITHM_NAMES, type AlgorithmName } from "../balancing/balancer.ts";
import type { FleetModel } from "../fleet-model.ts";

/** A configuration as the run reads it. What is no attribute of the fleet is what the model says, or no limit at all. */
export type Settings = {
  /** Mean cores a server. */
  readonly cores: number;
  readonly activeServers: number;
  /** 0: nothing is looked up and nothing stored. */
  readonly cacheTtlMs: number;
  readonly algorithm: AlgorithmName;
  readonly maxConnections: number;
  readonly queueLimit: number;
  readonly queueTimeoutMs: number;
  /** Longest a server may take, ms. */
  readonly requestTimeoutMs: number;
  readonly compresses: boolean;
};

export function settingsOf(fleet: FleetModel, config: Configuration): Settings {
  const number = (name: string, otherwise: number): number => {
    const value = config[name];
    return typeof value === "number" ? value : otherwise;
  };
  const strategy = config["caching_strategy"];
  const ofStrategy = typeof strategy === "string" ? (fleet.cacheTtlS[strategy] ?? 0) : 0;
  const isOff = typeof strategy === "string" && ofStrategy === 0;
  const algorithm = ALGORITHM_NAMES.find((name) => name === config["load_balancing_algorithm"]);
  const compression = config["compression"];
  return {
    cores: number("cpu_allocation", 1),
    activeServers: Math.max(1, Math.min(fleet.servers.length, number("active_servers", fleet.servers.length))),
    cacheTtlMs: isOff ? 0 : number("cache_ttl", ofStrategy) * 1000,
    algorithm: algorithm ?? "leastconn",
    maxConnections: number("max_connections", 1_000_000_000),
    queueLimit: number("queue_limit", fleet.queue.limit),
    queueTimeoutMs: fleet.queue.timeoutMs,
    requestTimeoutMs: number("request_timeout", Number.POSITIVE_INFINITY) * 1000,
    compresses: compression === true || compression === "on",
  };
}

/** The value an order comes to: numbers are brought into the attribute's range; null for what it cannot take. */
export function orderedValue(attribute: Attribute, value: AttributeValue): AttributeValue | null {
  if (attribute.kind === "continuous" || attribute.kind === "integer") {
    if (typeof value !== "number" || Number.isNaN(value)) return null;
    const inside = Math.min(attribute.max, Math.max(attribute.min, value));
    return attribute.kind === "integer" ? Math.round(inside) : inside;
  }
  return isValueOf(attribute, value) ? value : null;
}

/** What everything starts from. */
export function defaultsOf(fleet: FleetModel): Configuration {
  return Object.fromEntries(fleet.attributes.map(({ name, default: value }) => [name, value]));
}
