import { LeastConnections } from "./least-connections.ts";
import { RandomTwo } from "./random-two.ts";
import { RoundRobin } from "./round-robin.ts";
import type { ServerTable } from "./server-table.ts";
import { UriHash } from "./uri-hash.ts";

/** One way of choosing a server for a request. */
export interface Balancer {
  /** The server for this key, -1 when the request has to wait for whichever is free first. `avoid` just failed it (-1: none). */
  pick(servers: ServerTable, key: number, avoid: number): number;
  /** A server's number of requests changed. */
  moved(servers: ServerTable, server: number): void;
  /** Servers came or went. */
  changed(servers: ServerTable): void;
}

/** The standard names of `load_balancing_algorithm`. */
export const ALGORITHM_NAMES = ["roundrobin", "leastconn", "random2", "uri_hash"] as const;
export type AlgorithmName = (typeof ALGORITHM_NAMES)[number];

/** A balancer by its standard name. */
export function balancerOf(name: AlgorithmName, servers: ServerTable, seed: number): Balancer {
  switch (name) {
    case "roundrobin":
      return new RoundRobin(servers);
    case "leastconn":
      return new LeastConnections(servers);
    case "random2":
      return new RandomTwo(servers, seed);
    case "uri_hash":
      return new UriHash();
    default:
      return name satisfies never;
  }
}
