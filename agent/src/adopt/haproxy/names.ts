import { join } from "node:path";
import type { Algorithm } from "./offer.ts";

/** What the generated parts of one service are called. */
export type Names = {
  readonly prefix: string;
  readonly cache: string;
  readonly ring: string;
  readonly defaults: string;
  readonly snippet: string;
  readonly target: string;
  /** The steered backend where no map chooses between algorithms. */
  readonly single: string;
  backend(algorithm: Algorithm): string;
  map(name: MapName): string;
  mapPath(name: MapName): string;
};

export type MapName =
  | "algorithm"
  | "cache"
  | "cache_strategies"
  | "cache_ttl"
  | "queue_limit"
  | "request_timeout"
  | "compression";

/** `fleet_<backend>_…` within HAProxy, plain names within the out folder. */
export function namesOf(service: string, outFolder: string): Names {
  const prefix = `fleet_${service}_`;
  const map = (name: MapName) => `${name}.map`;
  return {
    prefix,
    cache: `${prefix}cache`,
    ring: `${prefix}requests`,
    defaults: `${prefix}defaults`,
    snippet: "fleet-agent.cfg",
    target: "haproxy.json",
    single: `${prefix}steered`,
    backend: (algorithm) => `${prefix}${algorithm}`,
    map,
    mapPath: (name) => join(outFolder, map(name)),
  };
}
