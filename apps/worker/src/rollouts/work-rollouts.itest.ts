import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { startTestDatabase, tables, withTenant } from "@fleet-persona/db";
import type { TestDatabase } from "@fleet-persona/db";
import {
  authStore,
  cancelRollouts,
  createTenant,
  execute,
  readRollouts,
  resolveActor,
  submitRollouts,
  userIdSchema,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, RolloutId, RolloutItemView } from "@fleet-persona/hub-core";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { genomeEvaluator } from "./genome-evaluator.ts";
import { sampleGenome } from "./testing/sample-genome.ts";
import { probeTask } from "./testing/probe-task.ts";
import type { WorkerProcess } from "./testing/worker-process.ts";
import { startWorkerProcess } from "./testing/worker-process.ts";

describe("workRollouts", () => {
  let database: TestDatabase;
  let deps: Deps;
  let owner: Actor;
  let steady: WorkerProcess;

  beforeAll(async () => {
    database = await startTestDatabase();
    deps = { db: database.db, now: () => new Date(), randomBytes: (length) => new Uint8Array(randomBytes(length)) };
    const user = await authStore(deps).createUser({ email: "author@example.com", emailVerified: null });
    const userId = userIdSchema.parse(user.id);
    const { tenantId } = await execute(deps, { userId }, createTenant, { name: "Acme", slug: "acme" });
    owner = await resolveActor(deps, { userId, tenantId });
    steady = await startWorkerProcess(database.appUrl, { ROLLOUT_TIME_LIMIT_S: "4", ROLLOUT_MEMORY_MB: "256" });
  });
  afterAll(async () => {
    await steady[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const submit = async (probe: object, count: number): Promise<RolloutId> => {
    const items = Array.from({ length: count }, (_, at) => ({
      genome: Buffer.from(JSON.stringify({ ...probe, at })).toString("base64"),
      seeds: [at, 2 * at],
    }));
    const asked = { requestKey: randomUUID(), task: probeTask, items };
    return (await execute(deps, owner, submitRollouts, asked)).rolloutId;
  };
  /** Everything that came of a batch, by index. */
  const ended = (rolloutId: RolloutId, timeout = 60_000): Promise<RolloutItemView[]> =>
    vi.waitFor(
      async () => {
        const { results, total } = await execute(deps, owner, readRollouts, { rolloutId });
        expect(results).toHaveLength(total);
        return results.toSorted((a, b) => a.index - b.index);
      },
      { timeout, interval: 100 },
    );
  const started = (rolloutId: RolloutId, least: number): Promise<void> =>
    vi.waitFor(
      async () => {
        const { done } = await execute(deps, owner, readRollouts, { rolloutId });
        expect(done).toBeGreaterThanOrEqual(least);
      },
      { timeout: 30_000, interval: 50 },
    );

  const taken = (rolloutId: RolloutId): Promise<void> =>
    vi.waitFor(
      async () => {
        const { rolloutItems: items } = tables;
        const rows = await withTenant(deps.db, owner.tenantId, (tx) =>
          tx
            .select()
            .from(items)
            .where(and(eq(items.batchId, rolloutId), gt(items.attempts, 0))),
        );
        expect(rows.length).toBeGreaterThan(0);
      },
      { timeout: 30_000, interval: 50 },
    );
  const busy = (worker: WorkerProcess): Promise<number> =>
    vi.waitFor(
      () => {
        const [child] = worker.children();
        if (child === undefined) throw new TypeError("It has nothing at hand.");
        return child;
      },
      { timeout: 30_000, interval: 20 },
    );

  it("gives the same results with three workers as with one", async () => {
    const probe = { does: "add", ms: 20 };
    const expected = await ended(await submit(probe, 40));
    expect(expected.every(({ kind }) => kind === "done")).toBe(true);
    const more = { ROLLOUT_CONCURRENCY: "2" };
    const [second, third] = await Promise.all([
      startWorkerProcess(database.appUrl),
      startWorkerProcess(database.appUrl, more),
    ]);
    await using _second = second;
    await using _third = third;
    expect(await ended(await submit(probe, 40))).toEqual(expected);
  });

  it.runIf(process.platform === "linux")(
    "does again what a worker had at hand when it was killed, and keeps each result once",
    async () => {
      const doomed = await startWorkerProcess(database.appUrl);
      const rolloutId = await submit({ does: "add", ms: 400 }, 12);
      await busy(doomed);
      await started(rolloutId, 2);
      await doomed.kill();
      const results = await ended(rolloutId, 90_000);
      expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, at) => at));
      const sum = Buffer.from(JSON.stringify({ does: "add", ms: 400, at: 3 })).reduce((total, byte) => total + byte, 0);
      expect(results[3]).toEqual({ index: 3, kind: "done", result: { sum, seeds: [3, 6], third: 1 / 3 } });
      const view = await execute(deps, owner, readRollouts, { rolloutId });
      expect(view).toMatchObject({ total: 12, done: 12, failed: 0 });
    },
  );

  it.runIf(process.platform === "linux")("gives back at once what it has at hand when it is stopped", async () => {
    const leaving = await startWorkerProcess(database.appUrl);
    const rolloutId = await submit({ does: "add", ms: 400 }, 8);
    await busy(leaving);
    await taken(rolloutId);
    await leaving[Symbol.asyncDispose]();
    // Sooner than a heartbeat could be missed.
    const results = await ended(rolloutId, 9_000);
    expect(results.every(({ kind }) => kind === "done")).toBe(true);
  });

  it("goes on with the others when an item never ends, takes all memory or throws", async () => {
    const batches = [];
    for (const does of ["loop", "hoard", "throw", "add"]) batches.push(await submit({ does }, 2));
    const codes = [];
    for (const batch of batches) {
      const items = await ended(batch);
      codes.push(items.map((item) => (item.kind === "failed" ? item.code : item.kind)).join(" "));
    }
    expect(codes).toEqual([
      "out-of-time out-of-time",
      "out-of-memory out-of-memory",
      "evaluation-failed evaluation-failed",
      "done done",
    ]);
  });

  it("gives an item up whose child dies again and again", async () => {
    const [item] = await ended(await submit({ does: "exit" }, 1));
    expect(item).toMatchObject({ kind: "failed", code: "given-up" });
  });

  it.runIf(process.platform === "linux")("drops what is at hand of a batch that was cancelled", async () => {
    const rolloutId = await submit({ does: "sleep", ms: 60_000 }, 2);
    await taken(rolloutId);
    await execute(deps, owner, cancelRollouts, { rolloutId });
    await vi.waitFor(() => expect(steady.children()).toEqual([]), { timeout: 8_000, interval: 50 });
  });

  it.runIf(process.platform === "linux")("leaves no child behind that never ends when it is killed", async () => {
    const doomed = await startWorkerProcess(database.appUrl, { ROLLOUT_TIME_LIMIT_S: "600" });
    // More than the other worker takes at a time.
    const rolloutId = await submit({ does: "loop" }, 4);
    const child = await busy(doomed);
    // Loading its modules takes less.
    await vi.waitFor(() => expect(cpuTicks(child)).toBeGreaterThan(200), { timeout: 60_000 });
    await doomed.kill();
    await vi.waitFor(() => expect(() => process.kill(child, 0)).toThrow(), { timeout: 10_000 });
    await execute(deps, owner, cancelRollouts, { rolloutId });
  });

  it("judges genomes as anybody who has the task would", async () => {
    await steady[Symbol.asyncDispose]();
    const main = new URL("../main.ts", import.meta.url);
    await using _worker = await startWorkerProcess(database.appUrl, { LOG_LEVEL: "info" }, main);
    const genomes = [1, 2, 3].map((seed) => sampleGenome(seed));
    const items = genomes.map((genome, at) => ({ genome: Buffer.from(genome).toString("base64"), seeds: [at, 9] }));
    const asked = { requestKey: randomUUID(), task: probeTask, items };
    const { rolloutId } = await execute(deps, owner, submitRollouts, asked);
    const evaluate = await genomeEvaluator(ortRuntime, probeTask);
    const expected = [];
    for (const [index, genome] of genomes.entries())
      expected.push({ index, kind: "done", result: await evaluate(genome, [index, 9]) });
    expect(await ended(rolloutId)).toEqual(expected);
    expect(new Set(expected.map(({ result }) => JSON.stringify(result))).size).toBe(3);
  });
});

function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
