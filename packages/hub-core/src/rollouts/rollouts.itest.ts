import { rolloutQueue, tables, withTenant } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listAudit } from "../audit/list-audit.ts";
import { expireSecrets } from "../maintenance/expire-secrets.ts";
import { sampleRolloutTask } from "../testing/sample-rollout.fixture.ts";
import { as, expectRefusal, newOwner, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { cancelRollouts } from "./cancel-rollouts.ts";
import { claimRolloutItem } from "./claim-rollout-item.ts";
import { finishRolloutItem } from "./finish-rollout-item.ts";
import { isRolloutWanted } from "./is-rollout-wanted.ts";
import { readRollouts } from "./read-rollouts.ts";
import { rolloutJobSchema } from "./rollout.ts";
import type { RolloutItemKey } from "./rollout.ts";
import { rolloutLimits } from "./rollout-limits.ts";
import { submitRollouts } from "./submit-rollouts.ts";

const genome = (...bytes: number[]): string => Buffer.from(bytes).toString("base64");
const items = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ genome: genome(at % 256), seeds: [7, at] }));

const { task } = sampleRolloutTask;
const withSpread = (more: object) => ({ ...sampleRolloutTask, task: { ...task, spread: { ...task.spread, ...more } } });
const withFleet = (more: object) => withSpread({ fleet: { ...task.spread.fleet, ...more } });
const none = { min: 0, max: 0 };

describe("rollouts", () => {
  let hub: TestHub;
  let boss: PgBoss;

  beforeAll(async () => {
    hub = await startTestHub();
    const quiet = { supervise: false, schedule: false, registerInstance: false, reindex: false };
    boss = new PgBoss({ connectionString: hub.database.appUrl, max: 1, migrate: false, createSchema: false, ...quiet });
    await boss.start();
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await hub[Symbol.asyncDispose]();
  });

  let keys = 0;
  const submit = (actor: Actor, count: number, more: object = {}) => {
    keys += 1;
    const asked = { requestKey: `key-${keys}`, task: sampleRolloutTask, items: items(count), ...more };
    return execute(hub.deps, actor, submitRollouts, asked);
  };
  const jobsOf = async ({ tenantId }: Actor): Promise<RolloutItemKey[]> => {
    const found = await boss.findJobs(rolloutQueue.name, { data: { tenantId }, queued: true });
    return found.map(({ data }) => rolloutJobSchema.parse(data));
  };

  it("submitRollouts puts each item on the queue by its ids alone, and its results come in the order in which they ended", async () => {
    const owner = await newOwner(hub);
    const { rolloutId, total } = await submit(owner, 3);
    expect(total).toBe(3);
    const jobs = await jobsOf(owner);
    expect(jobs.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    const key = { tenantId: owner.tenantId, rolloutId, index: 2 };
    const work = await claimRolloutItem(hub.deps, key);
    expect(work).toEqual({ task: sampleRolloutTask, genome: Uint8Array.of(2), seeds: [7, 2] });

    expect(await finishRolloutItem(hub.deps, key, { kind: "done", result: { score: 0.1 + 0.2 } })).toBe(true);
    const failed = { kind: "failed", code: "out-of-time", message: "too\u0000 slow" } as const;
    expect(await finishRolloutItem(hub.deps, { ...key, index: 0 }, failed)).toBe(true);
    const view = await execute(hub.deps, owner, readRollouts, { rolloutId });
    expect(view).toMatchObject({ total: 3, done: 1, failed: 1 });
    expect(view.results).toEqual([
      { index: 2, kind: "done", result: { score: 0.30000000000000004 } },
      { index: 0, kind: "failed", code: "out-of-time", message: "too  slow" },
    ]);
    const later = await execute(hub.deps, owner, readRollouts, { rolloutId, after: 1 });
    expect(later.results.map(({ index }) => index)).toEqual([0]);
    const [entry] = await execute(hub.deps, owner, listAudit, {});
    expect(entry).toMatchObject({ command: "submitRollouts", entityId: rolloutId, details: { items: 3 } });
  });

  it("finishRolloutItem keeps the first outcome of two workers that did the same item", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 1);
    const key = { tenantId: owner.tenantId, rolloutId, index: 0 };
    const both = await Promise.all([
      finishRolloutItem(hub.deps, key, { kind: "done", result: 1 }),
      finishRolloutItem(hub.deps, key, { kind: "done", result: 1 }),
    ]);
    expect(both.filter((kept) => kept)).toHaveLength(1);
    expect(await execute(hub.deps, owner, readRollouts, { rolloutId })).toMatchObject({ total: 1, done: 1, failed: 0 });
    expect(await claimRolloutItem(hub.deps, key)).toBeNull();
  });

  it("finishRolloutItem keeps no result that is too large", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 1);
    const key = { tenantId: owner.tenantId, rolloutId, index: 0 };
    await finishRolloutItem(hub.deps, key, { kind: "done", result: "x".repeat(rolloutLimits.resultBytes) });
    const { results } = await execute(hub.deps, owner, readRollouts, { rolloutId });
    expect(results).toMatchObject([{ kind: "failed", code: "result-too-large" }]);
  });

  it("readRollouts ends a page where it would weigh too much, and the next one goes on there", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 4);
    const large = "x".repeat(rolloutLimits.resultBytes - 2);
    for (const [index, result] of [1, large, large, 2].entries()) {
      const key = { tenantId: owner.tenantId, rolloutId, index };
      await finishRolloutItem(hub.deps, key, { kind: "done", result });
    }
    const first = await execute(hub.deps, owner, readRollouts, { rolloutId });
    expect(first.results.map(({ index }) => index)).toEqual([0, 1, 2]);
    const second = await execute(hub.deps, owner, readRollouts, { rolloutId, after: 3 });
    expect(second.results).toEqual([{ index: 3, kind: "done", result: 2 }]);
  });

  it("claimRolloutItem gives an item up that was taken five times and never ended", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 1);
    const key = { tenantId: owner.tenantId, rolloutId, index: 0 };
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await claimRolloutItem(hub.deps, key)).not.toBeNull();
    expect(await claimRolloutItem(hub.deps, key)).toBeNull();
    const { results } = await execute(hub.deps, owner, readRollouts, { rolloutId });
    expect(results).toMatchObject([{ kind: "failed", code: "given-up" }]);
  });

  it("submitRollouts takes a batch that comes again for the same, and refuses another under its key", async () => {
    const owner = await newOwner(hub);
    const again = { requestKey: "again" };
    const [first, second] = await Promise.all([submit(owner, 2, again), submit(owner, 2, again)]);
    expect(second).toEqual(first);
    expect(await jobsOf(owner)).toHaveLength(2);
    await expectRefusal(submit(owner, 3, again), "conflict");
    const other = await newOwner(hub);
    expect((await submit(other, 2, again)).rolloutId).not.toBe(first.rolloutId);
  });

  it("submitRollouts leaves neither rows nor jobs when its transaction fails", async () => {
    const owner = await newOwner(hub);
    const broken = {
      ...submitRollouts,
      entityId: () => {
        throw new TypeError("no");
      },
    };
    const attempt = execute(hub.deps, owner, broken, { requestKey: "b", task: sampleRolloutTask, items: items(2) });
    await expect(attempt).rejects.toThrow("no");
    expect(await jobsOf(owner)).toEqual([]);
    const { rolloutBatches: batches } = tables;
    const rows = await withTenant(hub.deps.db, owner.tenantId, (tx) =>
      tx.select().from(batches).where(eq(batches.tenantId, owner.tenantId)),
    );
    expect(rows).toEqual([]);
  });

  it("submitRollouts lets who has little waiting go first", async () => {
    const [many, few] = [await newOwner(hub), await newOwner(hub)];
    await boss.deleteQueuedJobs(rolloutQueue.name);
    await submit(many, 40);
    await submit(few, 2);
    const next = await boss.fetch<object>(rolloutQueue.name, { batchSize: 6 });
    const owners = next.map(({ data }) => (rolloutJobSchema.parse(data).tenantId === few.tenantId ? "few" : "many"));
    expect(owners.filter((whose) => whose === "few")).toHaveLength(2);
  });

  it("cancelRollouts deletes a batch with what waits of it", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 3);
    const key = { tenantId: owner.tenantId, rolloutId, index: 0 };
    expect(await isRolloutWanted(hub.deps, key)).toBe(true);
    await expectRefusal(execute(hub.deps, as(owner, "viewer"), cancelRollouts, { rolloutId }), "forbidden");
    expect(await execute(hub.deps, owner, cancelRollouts, { rolloutId })).toEqual({ rolloutId, unfinished: 3 });
    expect(await jobsOf(owner)).toEqual([]);
    expect(await isRolloutWanted(hub.deps, key)).toBe(false);
    expect(await claimRolloutItem(hub.deps, key)).toBeNull();
    expect(await finishRolloutItem(hub.deps, key, { kind: "done", result: 1 })).toBe(false);
    await expectRefusal(execute(hub.deps, owner, readRollouts, { rolloutId }), "not-found");
    await expectRefusal(execute(hub.deps, owner, cancelRollouts, { rolloutId }), "not-found");
  });

  it("expireSecrets deletes batches a day old, with their items", async () => {
    const owner = await newOwner(hub);
    const { rolloutId } = await submit(owner, 2);
    await expireSecrets(hub.deps);
    const { expiresAt } = await execute(hub.deps, owner, readRollouts, { rolloutId });
    hub.advance(expiresAt - hub.deps.now().getTime() + 1);
    await expireSecrets(hub.deps);
    await expectRefusal(execute(hub.deps, owner, readRollouts, { rolloutId }), "not-found");
    const left = await withTenant(hub.deps.db, owner.tenantId, (tx) => tx.select().from(tables.rolloutItems));
    expect(left).toEqual([]);
  });

  it.each([
    ["no-items", { items: [] }],
    ["too-many-items", { items: items(rolloutLimits.itemsPerBatch + 1) }],
    [
      "genome-too-large",
      { items: [{ genome: Buffer.alloc(rolloutLimits.genomeBytes + 1).toString("base64"), seeds: [1] }] },
    ],
    ["too-many-seeds", { items: [{ genome: "", seeds: [] }] }],
    ["too-many-seeds", { items: [{ genome: "", seeds: Array.from({ length: 65 }, (_, at) => at) }] }],
    ["task-too-large", { task: withFleet({ text: "x".repeat(rolloutLimits.taskBytes) }) }],
    ["too-many-simulated-requests", { task: withSpread({ peak: { min: 1, max: 200_000 } }) }],
    ["too-many-simulated-steps", { task: withSpread({ seconds: 400_000, calm: none, peak: none }) }],
    ["task-refused", { task: [1] }],
  ])("submitRollouts refuses with %s", async (code, asked) => {
    await expectRefusal(submit(await newOwner(hub), 1, asked), "refused", code);
  });

  it("submitRollouts refuses what is no base64, and seeds that are no whole numbers of 32 bits", async () => {
    const owner = await newOwner(hub);
    await expectRefusal(submit(owner, 1, { items: [{ genome: "a-b_", seeds: [1] }] }), "invalid-input");
    await expectRefusal(submit(owner, 1, { items: [{ genome: "", seeds: [2 ** 32] }] }), "invalid-input");
    await expectRefusal(submit(as(owner, "viewer"), 1), "forbidden");
  });

  it("submitRollouts refuses more than a tenant's share, until some of it has ended or is gone", async () => {
    const owner = await newOwner(hub);
    const { itemsPerBatch, pendingItems } = rolloutLimits;
    const batches = pendingItems / itemsPerBatch;
    const made = [];
    for (let batch = 0; batch < batches; batch += 1) made.push(await submit(owner, itemsPerBatch));
    await expectRefusal(submit(owner, 1), "refused", "too-many-pending");
    const rolloutId = made[0]?.rolloutId ?? "";
    const key = { tenantId: owner.tenantId, rolloutId, index: 0 } as RolloutItemKey;
    await finishRolloutItem(hub.deps, key, { kind: "done", result: 1 });
    await submit(owner, 1);
    await execute(hub.deps, owner, cancelRollouts, { rolloutId });
    await submit(owner, itemsPerBatch - 1);

    const other = await newOwner(hub);
    await submit(other, 1);
    const { rolloutBatches } = tables;
    const kept = rolloutLimits.storedBytes - 10;
    await withTenant(hub.deps.db, other.tenantId, (tx) => tx.update(rolloutBatches).set({ bytes: kept }));
    await expectRefusal(submit(other, 1), "refused", "too-much-stored");
  });
});
