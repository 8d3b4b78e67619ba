import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { FleetModel } from "./fleet-model.ts";
import { FleetRun } from "./run/fleet-run.ts";
import { planOf } from "./run/plan.ts";
import type { Fault, Scenario } from "./scenario.ts";
import { sampleFleet } from "./testing/sample-fleet.ts";

const RUNS = 40;
// Sizes add up to four servers, each of two cores at most.
const MOST_CORES = 8;
const SECONDS = 12;
const within = fc.double({ min: 0, max: SECONDS, noNaN: true });
const span = fc.tuple(within, within).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const server = fc.nat({ max: 3 });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .record({ kind: fc.constant("server-down" as const), server, span })
    .map(({ span: own, ...rest }) => ({ ...rest, ...own })),
  fc
    .record({
      kind: fc.constant("slow-server" as const),
      server,
      span,
      factor: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ span: own, ...rest }) => ({ ...rest, ...own })),
  fc
    .record({ kind: fc.constant("cache-busting" as const), span, share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ span: own, ...rest }) => ({ ...rest, ...own })),
);

const fleet: fc.Arbitrary<FleetModel> = fc
  .record({
    discipline: fc.constantFrom("fifo" as const, "processor-sharing" as const),
    cpu: fc.constantFrom({ kind: "fluid" as const }, { kind: "quota" as const, periodMs: 100 }),
    retries: fc.nat({ max: 3 }),
    limit: fc.constantFrom(0, 5, 1_000),
    timeoutMs: fc.constantFrom(50, 1_500),
    clientTimeoutMs: fc.constantFrom(60, 4_000),
    lossNoticedAfterS: fc.constantFrom(0, 1, Number.POSITIVE_INFINITY),
    capacity: fc.constantFrom(10, 500, 5_000),
    startUpS: fc.constantFrom(0, 1.5),
  })
  .map(({ limit, timeoutMs, capacity, ...rest }) => ({
    ...sampleFleet,
    ...rest,
    queue: { limit, timeoutMs },
    cache: { capacity },
  }));

const changes: fc.Arbitrary<Configuration> = fc.record(
  {
    cpu_allocation: fc.double({ min: 0.1, max: 2, noNaN: true }),
    active_servers: fc.integer({ min: 1, max: 4 }),
    caching_strategy: fc.constantFrom("off", "micro", "short", "long"),
    load_balancing_algorithm: fc.constantFrom("roundrobin", "leastconn", "random2", "uri_hash"),
    max_connections: fc.integer({ min: 1, max: 64 }),
  },
  { requiredKeys: [] },
);

const life = fc.record({
  fleet,
  faults: fc.array(fault, { maxLength: 3 }),
  rate: fc.constantFrom(20, 200, 900),
  seed: fc.nat(),
  orders: fc.array(changes, { minLength: 1, maxLength: 5 }),
});

type Life = { fleet: FleetModel; faults: Fault[]; rate: number; seed: number; orders: Configuration[] };

const scenarioOf = ({ fleet: model, faults, rate, seed }: Life): Scenario => ({
  fleet: model,
  faults,
  traffic: { points: [{ t: 0, rate }] },
  seconds: SECONDS,
  seed,
});

/** Lives through it; `look` sees the run after each stretch. */
function live(own: Life, look: (run: FleetRun) => void): FleetRun {
  const run = new FleetRun(planOf(scenarioOf(own)));
  const stretch = (SECONDS * 1000) / (own.orders.length + 1);
  own.orders.forEach((order, index) => {
    run.runTo(stretch * (index + 1));
    look(run);
    run.order(order);
  });
  run.runTo(SECONDS * 1000);
  look(run);
  run.drain();
  return run;
}

test("FleetRun ends every request exactly once", () => {
  fc.assert(
    fc.property(life, (own) => {
      const run = live(own, ({ fleet: { underWay, waiting, table } }) => {
        const served = table.served.reduce((sum, count) => sum + count, 0);
        expect(underWay).toBe(waiting + served);
      });
      expect(run.fleet.underWay).toBe(0);
      expect(run.fleet.waiting).toBe(0);
      const counts = new Int32Array(4096);
      expect(run.ledger.sent.addLatencies(0, counts)).toBe(run.arrived);
      expect(run.ledger.summary(0, SECONDS).requests).toBe(run.arrived);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("FleetRun never answers more look-ups than there were, nor serves more at once than it may", () => {
  fc.assert(
    fc.property(life, (own) => {
      live(own, ({ fleet: { cache, table, settings } }) => {
        expect(cache.hits).toBeLessThanOrEqual(cache.lookups);
        for (const served of table.served) expect(served).toBeGreaterThanOrEqual(0);
        if (own.orders.every((order) => !("max_connections" in order)))
          for (const served of table.served) expect(served).toBeLessThanOrEqual(settings.maxConnections);
      });
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("FleetRun never spends more CPU than was allocated", () => {
  fc.assert(
    fc.property(life, (own) => {
      live(own, (run) => {
        const { processors, requests, jobs, table } = run.fleet;
        run.meter.advance(run.now);
        let used = 0;
        for (let index = 0; index < table.count; index += 1) {
          processors.settle(requests, jobs, index, run.now);
          processors.plan(requests, jobs, index);
          used += processors.used[index] ?? 0;
        }
        // A quota may be spent early in its period, and is whole again at once when it is changed.
        const periods =
          own.fleet.cpu.kind === "quota" ? own.fleet.cpu.periodMs * (own.orders.length + 1) * MOST_CORES : 0;
        expect(used).toBeLessThanOrEqual(run.meter.coreMs + periods + 1e-3);
      });
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("FleetRun sends the same requests whatever the configuration", () => {
  fc.assert(
    fc.property(life, (own) => {
      const still = live({ ...own, orders: [{}] }, () => undefined);
      const moved = live(own, () => undefined);
      expect([...moved.ledger.sent.sent]).toEqual([...still.ledger.sent.sent]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
