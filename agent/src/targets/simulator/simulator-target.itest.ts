import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attribute } from "@fleet-persona/persona";
import type { FleetModel, Scenario } from "@fleet-persona/simulator";
import { expect, test } from "vitest";
import { openTargets } from "../../open-targets.ts";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { targetContract } from "../testing/target-contract.ts";
import { livingFleet, simulatorTarget } from "./simulator-target.ts";

const common = { scope: "fleet", cost: "hot", weight: 1 } as const;
const attributes: readonly Attribute[] = [
  {
    ...common,
    name: "cpu_allocation",
    kind: "continuous",
    unit: "cores",
    scale: "linear",
    min: 0.2,
    max: 1,
    default: 0.5,
    safe: 0.5,
  },
  {
    ...common,
    name: "active_servers",
    kind: "integer",
    unit: "servers",
    scale: "linear",
    min: 1,
    max: 2,
    default: 2,
    safe: 2,
  },
  {
    ...common,
    name: "caching_strategy",
    kind: "categorical",
    choices: ["off", "short"],
    ordered: true,
    default: "short",
    safe: "short",
  },
  { ...common, name: "compression", kind: "boolean", default: false, safe: false },
];

const fleet: FleetModel = {
  servers: [
    { name: "s1", size: 1.2 },
    { name: "s2", size: 0.8 },
  ],
  classes: [
    {
      name: "page",
      share: 1,
      service: { kind: "exponential", mean: 2 },
      cacheable: true,
      counts: "page",
      retryable: true,
    },
  ],
  catalogue: { items: 500, exponent: 0.9 },
  cacheTtlS: { off: 0, short: 5 },
  cpu: { kind: "quota", periodMs: 100 },
  discipline: "fifo",
  coresPerRequest: 1,
  overheadMs: { server: 1, cache: 0.5 },
  queue: { limit: 1_000, timeoutMs: 2_000 },
  clientTimeoutMs: 4_000,
  retries: 1,
  attributes,
  actuationDelayS: { hot: 0, drain: 0, restart: 0 },
  objective: { p95Ms: 150, errorShare: 0.01 },
  behaviour: { mobileShare: 0.4, sessionDepth: 5, conversion: 0.03, conversionLossPer100Ms: 0.05, revenuePerOrder: 50 },
  cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
};
const scenario: Scenario = { fleet, traffic: { points: [{ t: 0, rate: 60 }] }, seconds: 3_600, seed: 1 };
const config = { kind: "simulator", name: "simulator", scenario: "/unused", speed: 20, warmupSeconds: 0 } as const;

function subject(): Promise<ContractSubject> {
  const living = livingFleet(scenario, config.speed);
  const target = simulatorTarget(config, scenario, living);
  const inProcess = { meaningless: "the fleet lives in the agent's own process" };
  return Promise.resolve({
    target,
    async underLoad(work) {
      const before = living.tally();
      await work();
      await new Promise((resolve) => setTimeout(resolve, 200));
      living.look();
      const after = living.tally();
      return { requests: after.requests - before.requests, failed: after.failed - before.failed };
    },
    faults: {
      refuse: inProcess,
      hang: inProcess,
      halfReply: inProcess,
      vanish: inProcess,
      comeBack: () => Promise.resolve(),
    },
    [Symbol.asyncDispose]: () => target.close(),
  });
}

targetContract("simulatorTarget", subject);

test("simulatorTarget is opened by the host's file, and says what is wrong with a scenario", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sim-"));
  const [file, good, bad] = [join(folder, "t.json"), join(folder, "good.json"), join(folder, "bad.json")];
  await writeFile(good, JSON.stringify(scenario));
  await writeFile(bad, JSON.stringify({ ...scenario, seconds: -1 }));
  await writeFile(file, JSON.stringify({ kind: "simulator", scenario: good }));
  const [target] = await openTargets([file]);
  expect(await target?.read()).toMatchObject({ cpu_allocation: 0.5, active_servers: 2 });
  await target?.close();
  await writeFile(file, JSON.stringify({ kind: "simulator", scenario: bad }));
  await expect(openTargets([file])).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("seconds"),
  });
  await rm(folder, { recursive: true });
});

test("simulatorTarget leaves a line for each run that is over", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sim-"));
  const file = join(folder, "t.json");
  const scenarioFile = join(folder, "scenario.json");
  const outcomes = join(folder, "outcomes.jsonl");
  await writeFile(scenarioFile, JSON.stringify({ ...scenario, seconds: 5 }));
  await writeFile(
    file,
    JSON.stringify({ kind: "simulator", scenario: scenarioFile, speed: 100, outcomes, warmupSeconds: 2 }),
  );
  const [target] = await openTargets([file]);
  await expect
    .poll(async () => {
      await target?.observe(Date.now());
      return existsSync(outcomes);
    })
    .toBe(true);
  const [line = ""] = (await readFile(outcomes, "utf8")).split("\n");
  expect(JSON.parse(line)).toMatchObject({ seed: 1, outcome: { seconds: 3, coreSeconds: expect.closeTo(3, 6) } });
  await target?.close();
  await rm(folder, { recursive: true });
});

test("livingFleet follows its clock, begins anew when the scenario is over, and keeps its configuration", () => {
  let now = 0;
  const living = livingFleet({ ...scenario, seconds: 10 }, 1, { clock: () => now });
  living.apply({ cpu_allocation: 1 });
  now = 9_000;
  expect(living.look()["request_rate"]).toBeGreaterThan(40);
  expect(living.tally().requests).toBeGreaterThan(400);
  now = 14_000;
  living.look();
  expect(living.tally().requests).toBeLessThan(400);
  expect(living.look()["cpu_utilisation"]).toBeLessThan(0.1);
});
