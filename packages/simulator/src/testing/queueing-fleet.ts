import type { FleetModel, ServiceTime } from "../fleet-model.ts";
import type { Outcome } from "../simulation.ts";
import { startSimulation } from "../start-simulation.ts";
import { sampleFleet } from "./sample-fleet.ts";

export type Queue = {
  readonly service: ServiceTime;
  /** Requests a second. */
  readonly rate: number;
  readonly servers?: number;
  readonly discipline?: FleetModel["discipline"];
  /** Requests at once a server; default: any number. */
  readonly maxConnections?: number;
};

const attribute = (value: number) => ({
  name: "max_connections",
  kind: "integer" as const,
  scope: "fleet" as const,
  cost: "hot" as const,
  weight: 1,
  unit: "connections",
  scale: "log" as const,
  min: 1,
  max: 1_000_000_000,
  default: value,
  safe: value,
});

/** A fleet of textbook servers: whole cores, one kind of request, nothing between client and server. */
export function queueingFleet({ service, servers = 1, discipline = "fifo", maxConnections = 1e9 }: Queue): FleetModel {
  return {
    ...sampleFleet,
    servers: Array.from({ length: servers }, (_, index) => ({ name: `s${index}`, size: 1 })),
    classes: [{ name: "job", share: 1, service, cacheable: false, counts: "page", retryable: false }],
    cpu: { kind: "fluid" },
    discipline,
    overheadMs: { server: 0, cache: 0 },
    queue: { limit: 1e9, timeoutMs: 60_000 },
    clientTimeoutMs: 60_000,
    attributes: [attribute(maxConnections)],
  };
}

/** Runs the queue for about this many requests, the first tenth apart. */
export function runQueue(queue: Queue, requests: number, seed: number): Outcome {
  const seconds = Math.ceil(requests / queue.rate);
  const simulation = startSimulation({
    fleet: queueingFleet(queue),
    traffic: { points: [{ t: 0, rate: queue.rate }] },
    seconds,
    seed,
  });
  simulation.advance(seconds);
  return simulation.summary(Math.floor(seconds / 10));
}
