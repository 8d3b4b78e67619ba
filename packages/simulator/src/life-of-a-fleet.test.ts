import { expect, test } from "vitest";
import type { FleetModel } from "./fleet-model.ts";
import type { Fault, Scenario, Traffic } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Simulation } from "./simulation.ts";
import { startSimulation } from "./start-simulation.ts";
import { sampleFleet } from "./testing/sample-fleet.ts";

type Life = {
  fleet?: Partial<FleetModel>;
  faults?: Fault[];
  traffic?: Partial<Traffic>;
  rate?: number;
  seconds?: number;
};

const scenarioOf = ({ fleet, faults, traffic, rate = 200, seconds = 30 }: Life): Scenario => ({
  fleet: { ...sampleFleet, ...fleet },
  traffic: { points: [{ t: 0, rate }], ...traffic },
  ...(faults ? { faults } : {}),
  seconds,
  seed: 7,
});

function live(life: Life, each: (simulation: Simulation) => void = () => undefined): Simulation {
  const simulation = startSimulation(scenarioOf(life));
  while (!simulation.done) {
    simulation.advance(1);
    each(simulation);
  }
  return simulation;
}

test("apply is in force after the delay of its cost class, within the attribute's range", () => {
  const simulation = startSimulation(scenarioOf({}));
  simulation.apply({ cpu_allocation: 99, active_servers: 2.4, caching_strategy: "no-such", warp: 9 });
  simulation.advance(0.05);
  expect(simulation.config()).toMatchObject({ cpu_allocation: 0.5, active_servers: 4 });
  simulation.advance(0.1);
  expect(simulation.config()).toMatchObject({ cpu_allocation: 2, active_servers: 4, caching_strategy: "short" });
  simulation.advance(2);
  expect(simulation.config()).toMatchObject({ active_servers: 2 });
});

test("a drained server gives its cores back when it is empty, the smallest first", () => {
  const simulation = startSimulation(scenarioOf({ fleet: { parkedCores: 0.01 } }));
  expect(simulation.advance(1).outcome.coreSeconds).toBeCloseTo(2, 6);
  simulation.apply({ active_servers: 2 });
  simulation.advance(5);
  expect(simulation.advance(1).outcome.coreSeconds).toBeCloseTo(0.5 * 2.6 + 0.02, 6);
});

test("a server that is lost costs its requests that may not be sent twice, and no others", () => {
  const faults: Fault[] = [{ kind: "server-down", server: 0, from: 10, to: 20 }];
  expect(live({}).summary(0).errors).toBe(0);
  const lost = live({ faults, rate: 400 }).summary(0);
  expect(lost.errors).toBeLessThan(5);
  const unnoticed = live({ faults, fleet: { lossNoticedAfterS: 5, retries: 0 } }).summary(0);
  expect(unnoticed.errors).toBeGreaterThan(100);
  expect(live({ faults, fleet: { lossNoticedAfterS: 5, retries: 3 } }).summary(0).errors).toBeLessThan(5);
});

test("a slow server makes answers late while it lasts", () => {
  const faults: Fault[] = [{ kind: "slow-server", server: 0, from: 10, to: 20, factor: 0.2 }];
  expect(live({ faults }).summary(0).p95Ms).toBeGreaterThan(1.2 * live({}).summary(0).p95Ms);
});

test("cache-busting empties the cache's worth while it lasts", () => {
  const faults: Fault[] = [{ kind: "cache-busting", from: 10, to: 20, share: 0.9 }];
  const ratios: number[] = [];
  const simulation = startSimulation(scenarioOf({ faults }));
  while (!simulation.done) ratios.push(simulation.advance(10).signals["cache_hit_ratio"] ?? Number.NaN);
  expect(ratios[1]).toBeLessThan(0.15);
  expect(ratios[2]).toBeGreaterThan(0.4);
});

test("signals go missing or turn into NaN as a fault says, and into nothing else", () => {
  const faults: Fault[] = [
    { kind: "signals-missing", from: 5, to: 10, signals: ["latency_p95"] },
    { kind: "signals-nan", from: 5, to: 10, signals: ["request_rate"] },
  ];
  live({ faults }, (simulation) => {
    const { signals } = simulation.fork().advance(0);
    const holds = simulation.at >= 5 && simulation.at < 10;
    expect("latency_p95" in signals).toBe(!holds);
    expect(Number.isNaN(signals["request_rate"])).toBe(holds);
  });
});

test("signals of calendar and intents follow the scenario", () => {
  const simulation = startSimulation(
    scenarioOf({
      traffic: {
        startsAt: { secondOfDay: 21_590, dayOfWeek: 0 },
        campaigns: [{ from: 20, to: 25, value: 0.8 }],
        intents: { "intent.prepare_for_surge": [{ from: 5, to: 15, value: 0.5 }] },
        mobileShare: [{ from: 0, to: 30, value: 0.9 }],
      },
    }),
  );
  const { signals } = simulation.advance(10);
  expect(signals["time_of_day.sin"]).toBeCloseTo(1, 9);
  expect(signals["campaign_active"]).toBe(0);
  expect(signals["campaign_starts_in"]).toBe(10);
  expect(signals["intent.prepare_for_surge"]).toBe(0.5);
  expect(signals["intent.maintenance"]).toBe(0);
  expect(signals["mobile_share"]).toBeCloseTo(0.9, 1);
  expect(signals["search_share"]).toBeCloseTo(0.2, 1);
  expect(simulation.advance(12).signals["campaign_active"]).toBe(0.8);
});

test("signals of a fleet where nobody comes say nothing of latency, and zero of the rate", () => {
  const { signals } = startSimulation(scenarioOf({ rate: 0 })).advance(5);
  expect(signals["request_rate"]).toBe(0);
  expect(signals).not.toHaveProperty("latency_p95");
  expect(signals).not.toHaveProperty("error_rate");
});

test("heavier requests use more CPU", () => {
  const heavy = startSimulation(scenarioOf({ traffic: { heaviness: [{ from: 0, to: 30, value: 2 }] } })).advance(20);
  const usual = startSimulation(scenarioOf({})).advance(20);
  const ratio = (heavy.signals["cpu_utilisation"] ?? 0) / (usual.signals["cpu_utilisation"] ?? 1);
  expect(ratio).toBeCloseTo(2, 1);
});

test("a full queue and a timeout in it are errors that the log shows; a client that left is in the outcome alone", () => {
  const crowded = { rate: 2_500, fleet: { queue: { limit: 50, timeoutMs: 200 } } };
  const simulation = startSimulation(scenarioOf(crowded));
  const { signals, outcome } = simulation.advance(10);
  expect(signals["error_rate"]).toBeGreaterThan(0.1);
  expect(signals["queue_depth"]).toBeGreaterThan(0);
  expect(signals["queue_depth"]).toBeLessThanOrEqual(50);
  expect(outcome.breachSeconds).toBeGreaterThan(5);
  const impatient = startSimulation(scenarioOf({ rate: 2_500, fleet: { clientTimeoutMs: 100 } })).advance(10);
  expect(impatient.signals["error_rate"]).toBe(0);
  expect(impatient.outcome.errors).toBeGreaterThan(1_000);
});

test("machines are paid for by whole blocks from when they are taken into service", () => {
  const cost = { perCoreSecond: 0, perServerSecond: 1, minimumBillingS: 60, perBreachSecond: 0 };
  const simulation = startSimulation(scenarioOf({ fleet: { cost }, seconds: 100 }));
  expect(simulation.advance(50).outcome.cost).toBe(4 * 60);
  simulation.apply({ active_servers: 1 });
  expect(simulation.advance(30).outcome.cost).toBe(60);
  simulation.apply({ active_servers: 4 });
  expect(simulation.advance(20).outcome.cost).toBe(3 * 60);
});

test("conversion falls with latency, and revenue with it", () => {
  const revenue = (rate: number, overhead: number) =>
    live({ rate, fleet: { overheadMs: { server: overhead, cache: overhead } } }).summary(0).revenue;
  expect(revenue(100, 500) / revenue(100, 1)).toBeCloseTo(0.95 ** 5, 1);
});

test("foresight knows the traffic, and the cores that it needs", () => {
  const points = [
    { t: 0, rate: 100 },
    { t: 10, rate: 300 },
    { t: 20, rate: 100 },
  ];
  const { foresight } = startSimulation(scenarioOf({ traffic: { points } }));
  expect(foresight.rateAt(5)).toBe(200);
  expect(foresight.highestRate(0, 30)).toBe(300);
  expect(foresight.highestRate(14, 16)).toBeCloseTo(220, 9);
  expect(foresight.coresNeeded(200, "off")).toBeCloseTo((200 * (0.7 * 2 + 0.2 * 5 + 0.1 * 3)) / 1000, 9);
  expect(foresight.coresNeeded(200, "long")).toBeLessThan(foresight.coresNeeded(200, "short"));
});

test.each<[string, Life]>([
  ["seconds", { seconds: -1 }],
  [
    "points[1]",
    {
      traffic: {
        points: [
          { t: 1, rate: 1 },
          { t: 0, rate: 1 },
        ],
      },
    },
  ],
  ["rate", { traffic: { points: [{ t: 0, rate: Number.NaN }] } }],
  ["no server 9", { faults: [{ kind: "server-down", server: 9, from: 0, to: 1 }] }],
  ["shares", { fleet: { classes: sampleFleet.classes.slice(1) } }],
  ["clientTimeoutMs", { fleet: { clientTimeoutMs: Number.POSITIVE_INFINITY } }],
])("startSimulation says what is wrong about %s", (word, life) => {
  expect(() => startSimulation(scenarioOf(life))).toThrow(ScenarioError);
  expect(() => startSimulation(scenarioOf(life))).toThrow(word);
});
