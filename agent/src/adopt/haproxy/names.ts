import { createHash } from "node:crypto";
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

// HAProxy takes names of 32 characters for a cache, and of any length for all else.
const LONGEST_CACHE_NAME = 32;

function shortened(service: string): string {
  const name = `fleet_${service}_cache`;
  if (name.length <= LONGEST_CACHE_NAME) return name;
  return `fleet_${createHash("sha256").update(service).digest("hex").slice(0, 12)}_cache`;
}

/** `fleet_<backend>_…` within HAProxy, plain names within the out folder. */
export function namesOf(service: string, outFolder: string): Names {
  const prefix = `fleet_${service}_`;
  const map = (name: MapName) => `${name}.map`;
  return {
    prefix,
    cache: shortened(service),
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
