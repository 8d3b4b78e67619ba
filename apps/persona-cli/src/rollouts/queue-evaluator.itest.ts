import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import { tables, withTenant } from "@fleet-persona/db";
import { createApiToken, execute, listAudit } from "@fleet-persona/hub-core";
import {
  ancestorOf,
  evolve,
  genomeJob,
  genomeLayout,
  genomeToJson,
  initialWeights,
  judgeHere,
  judgementOf,
  randomFromSeed,
  type Candidate,
  type EvolutionRequest,
  type TaskDescription,
} from "@fleet-persona/learning";
import { runHere } from "@fleet-persona/learning-jobs";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { makeDeps, readEnv, startWorker, type Worker } from "@fleet-persona/worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Credentials } from "../fleet/credentials.ts";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { startCuttingProxy } from "./cutting-proxy.fixture.ts";
import { hubJobRunner } from "./hub-job-runner.ts";
import { queueEvaluator } from "./queue-evaluator.ts";

const fleet = simulatedDemoFleet();
// A task as a program has it: typed arrays included.
const { costs = [] } = fleet.catalogue;
const typed = { ...fleet, catalogue: { ...fleet.catalogue, costs: Float32Array.from(costs) } };
const signal = { family: "performance", window_s: 1, staleness_s: 5, required: false } as const;
const distribution = { mean: 100, standard_deviation: 50, p01: 10, p99: 300 };
const task: TaskDescription = {
  attributes: fleet.attributes,
  inputs: [
    { ...signal, name: "request_rate", unit: "1/s", distribution },
    { ...signal, name: "latency_p95", unit: "ms", distribution },
  ],
  triggers: [],
  adaptation: { adjustment_factor: 4, risk_tolerance: 0.8, deadband: 0.02, cooldown_s: { grow: 0, shrink: 4 } },
  reward: { breach: 1, cost: 0.5, errors: 0.5, latency: 0.2, churn: 0.02, revenue: 0 },
  decisionIntervalS: 1,
  spread: {
    fleet: typed,
    seconds: 20,
    warmupS: 5,
    calm: { min: 60, max: 80 },
    peak: { min: 150, max: 220 },
    mostEvents: 2,
  },
};
const common = { task, hidden: [6] };
const layout = genomeLayout(common);
const weights = initialWeights(layout, randomFromSeed(3)).map((weight) => 10 * weight);
const ancestor = ancestorOf(task, weights, { weights: 0.2, settings: 0.2 });
const genome = new TextEncoder().encode(JSON.stringify({ generation: 0, index: 0, genome: genomeToJson(ancestor) }));
const rolloutTask = { kind: "judge-genomes", ...common };
const patience = { firstMs: 50, longestMs: 200, totalMs: 20_000 };

describe("queueEvaluator", () => {
  let hub: TestHub;
  let worker: Worker;
  let credentials: Credentials;

  beforeAll(async () => {
    hub = await startTestHub();
    const made = { name: "author", scopes: ["rollouts:run" as const] };
    credentials = { hub: hub.url, token: (await execute(hub.core, hub.owner, createApiToken, made)).token };
    const env = readEnv({ DATABASE_URL: hub.databaseUrl, LOG_LEVEL: "silent" });
    worker = await startWorker(makeDeps(env), { host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => {
    await worker[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
  });

  const batchesKept = async (): Promise<number> =>
    (await withTenant(hub.core.db, hub.owner.tenantId, (tx) => tx.select().from(tables.rolloutBatches))).length;

  it("breeds the same Persona on the hub's workers as here, and leaves nothing there", async () => {
    const request: Omit<EvolutionRequest, "evaluate"> = {
      ancestor,
      layout,
      seed: 5,
      settings: { population: 4, generations: 2, scenarios: 2, elites: 1 },
    };
    const here = await evolve({ ...request, evaluate: await judgeHere(ortRuntime, common) });
    const runner = hubJobRunner({ credentials });
    const progress: number[] = [];
    const options = { onDone: (done: number) => progress.push(done) };
    const jobOf = (candidate: Candidate) => ({ kind: "judge" as const, genome: genomeJob(common, candidate) });
    const there = await evolve({
      ...request,
      evaluate: async (candidates) => (await runner.run<"judge">(candidates.map(jobOf), options)).map(judgementOf),
    });
    expect(there.curve).toEqual(here.curve);
    expect(there.best).toEqual(here.best);
    expect(new Set(here.curve.map(({ best, worst }) => best - worst)).size).toBeGreaterThan(1);
    expect(progress.filter((done) => done === 4)).toHaveLength(2);
    expect(await batchesKept()).toBe(0);
  });

  it("runs policies and recordings on the hub's workers as here, in the order in which they were asked", async () => {
    const points = [
      { t: 0, rate: 60 },
      { t: 20, rate: 150 },
    ];
    const policies = ["reactive", "default"].map((name) => ({ kind: "baseline" as const, name }));
    const scenario = { kind: "trace" as const, name: "friday", points, seconds: 20 };
    const runs = [4, 5].flatMap((seed) =>
      policies.map((policy) => ({ kind: "evaluate" as const, task, policy, scenario, seed, keepSeries: seed === 4 })),
    );
    const shared = {
      kind: "record" as const,
      task,
      teacher: { kind: "foresight" as const, utilisation: 0.7 },
      discount: 0.9,
    };
    const actor = { kind: "clumsy" as const, whims: "random", share: 0.5 };
    const recordings = [1, 2].map((seed) => ({ ...shared, actor, seed, episode: seed }));
    const runner = hubJobRunner({ credentials });
    expect(await runner.run<"evaluate">(runs)).toEqual(await runHere.run<"evaluate">(runs));
    expect(await runner.run<"record">(recordings)).toEqual(await runHere.run<"record">(recordings));
  });

  it("goes on after lost connections without doing anything twice", async () => {
    await using proxy = await startCuttingProxy(hub.url);
    const way = { ...credentials, hub: proxy.url };
    const before = (await execute(hub.core, hub.owner, listAudit, {})).length;
    proxy.cut(3);
    const outcomes = await queueEvaluator({ credentials: way, task: rolloutTask, patience }).evaluate([
      { genome, seeds: [1] },
      { genome, seeds: [2] },
    ]);
    expect(outcomes.map(({ index, kind }) => [index, kind])).toEqual([
      [0, "done"],
      [1, "done"],
    ]);
    expect(proxy.cuts()).toBe(3);
    const told = (await execute(hub.core, hub.owner, listAudit, {})).slice(0, -before);
    const batches = told.filter(({ command }) => command === "submitRollouts").map(({ entityId }) => entityId);
    expect(batches.length).toBeGreaterThan(1);
    expect(new Set(batches).size).toBe(1);
  });

  it("cancels on the hub what it was stopped waiting for", async () => {
    const stop = new AbortController();
    const items = Array.from({ length: 200 }, (_, at) => ({ genome, seeds: [at] }));
    const onProgress = () => stop.abort(new Error("Ctrl-C"));
    const evaluation = queueEvaluator({ credentials, task: rolloutTask, signal: stop.signal, onProgress });
    await expect(evaluation.evaluate(items)).rejects.toThrow("Ctrl-C");
    expect(await batchesKept()).toBe(0);
  });

  it("says what a worker could not do, and what the hub refuses", async () => {
    const wrong = { genome: Uint8Array.of(1), seeds: [1] };
    const [outcome] = await queueEvaluator({ credentials, task: rolloutTask }).evaluate([wrong]);
    expect(outcome).toMatchObject({ kind: "failed", code: "evaluation-failed" });
    const asks = [
      queueEvaluator({ credentials, task: { kind: "code" } }).evaluate([wrong]),
      queueEvaluator({ credentials: { ...credentials, token: hub.token }, task: rolloutTask }).evaluate([wrong]),
      queueEvaluator({
        credentials: { ...credentials, hub: "http://127.0.0.1:9" },
        task: rolloutTask,
        patience: { ...patience, totalMs: 300 },
      }).evaluate([wrong]),
    ];
    const codes = await Promise.all(asks.map((ask) => ask.then(String, ({ code }: { code: string }) => code)));
    expect(codes).toEqual(["task-refused", "forbidden", "hub-unreachable"]);
  });
});
