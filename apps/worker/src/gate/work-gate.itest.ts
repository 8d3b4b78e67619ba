import { fork } from "node:child_process";
import { once } from "node:events";
import { startTestDatabase } from "@fleet-persona/db";
import { execute, getGateProgress, getGateSeries, getListing } from "@fleet-persona/hub-core";
import type { GateProgressView, GateResult, GateState } from "@fleet-persona/hub-core";
import type { BundleFiles } from "@fleet-persona/persona";
import { expect, test, vi } from "vitest";
import { makeDeps } from "../deps.ts";
import type { WorkerDeps } from "../deps.ts";
import { readEnv } from "../env.ts";
import { everythingPasses } from "../trust/test-trust.fixture.ts";
import { startWorker } from "../worker.ts";
import type { Gate, RunGate } from "./gate-runner.ts";
import { openGateStore } from "./testing/gate-store.fixture.ts";
import type { GateStore } from "./testing/gate-store.fixture.ts";

type Rig = AsyncDisposable & {
  readonly store: GateStore;
  readonly deps: WorkerDeps;
  /** A worker with this gate, until it is disposed. */
  start(gate: Gate, timeLimitMs?: number): Promise<AsyncDisposable>;
  state(version: number): Promise<GateState | undefined>;
};

async function startRig(): Promise<Rig> {
  await using undo = new AsyncDisposableStack();
  const database = undo.use(await startTestDatabase());
  const env = readEnv({ DATABASE_URL: database.appUrl, LOG_LEVEL: "silent", ROLLOUT_CONCURRENCY: "0" });
  const deps = makeDeps(env);
  undo.defer(() => deps.hub.db.close());
  const owned = undo.move();
  return {
    deps,
    store: await openGateStore(deps.hub),
    start: (gate, timeLimitMs = 60_000) =>
      startWorker({ ...makeDeps(env), gate: { gate, concurrency: 1, timeLimitMs } }, { host: "127.0.0.1", port: 0 }),
    state: async (version) => {
      const listing = await execute(deps.hub, null, getListing, { publisher: "acme", name: "surge-ready" });
      return listing.versions.find((each) => each.version === version)?.gate;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const figures = { breach_seconds: 1, core_seconds: 2, cost: 2, requests: 9, errors: 0, p95_ms: 40 };

/** A gate that passes everything, and keeps two runs of one scenario. */
async function passing(bundle: BundleFiles, rulesVersion = 1): Promise<GateResult> {
  const report = await everythingPasses(bundle);
  const behaviour: GateResult["report"]["behaviour"] = {
    scenarios: [
      {
        name: "diurnal",
        runs: 2,
        seeds: [1, 2],
        guarded: figures,
        raw: figures,
        baselines: { static_default: figures, reactive: figures },
        guard_share: 0,
        fallback_share: 0,
        worst_moment: { seed: 2, at: 0, what: "Nothing." },
      },
    ],
    fuzzing: { cases: 1, failures: [] },
    deterministic: true,
    latency_us: { p50: 1, p99: 2 },
    sandbox: { network_isolated: false, memory_limit_mb: 64, peak_memory_mb: null },
  };
  const run = { scenario: "diurnal", policy: "guarded", config: {} } as const;
  return {
    report: { ...report, verdict: "passed", reasons: [], confidence: 0.7, rules_version: rulesVersion, behaviour },
    series: [1, 2].map((seed) => ({
      ...run,
      t: [0],
      requests: [1],
      p95_ms: [2],
      errors: [0],
      cost: [1],
      breach: [0],
      seed,
    })),
  };
}

const versionOf = (bundle: BundleFiles): number => {
  const manifest: unknown = JSON.parse(Buffer.from(bundle.get("persona.json") ?? []).toString());
  return (manifest as { version: number }).version;
};

const eventually = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 40_000, interval: 200 });

test("workGate judges what is published, and keeps the report and the series apart", async () => {
  await using rig = await startRig();
  const published = await rig.store.publish(1);
  expect(await rig.state(1)).toEqual({ kind: "pending" });
  await using worker = await rig.start({ run: (bundle) => passing(bundle), rulesVersion: 1 });
  expect(worker).toBeDefined();
  await eventually(async () => expect(await rig.state(1)).toMatchObject({ kind: "judged", verdict: "passed" }));
  const { personaVersionId } = published;
  const series = await execute(rig.deps.hub, rig.store.seller, getGateSeries, { personaVersionId });
  // Of the two runs the one with the worst moment is drawn.
  expect(series).toMatchObject([{ scenario: "diurnal", policy: "guarded", seed: 2, p95_ms: [2] }]);
});

test("workGate lets the author see how far a run is", async () => {
  await using rig = await startRig();
  const { personaVersionId } = await rig.store.publish(1);
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const run: RunGate = async (bundle, { onProgress }) => {
    for (let done = 0; done <= 7; done += 1) onProgress({ step: "scenarios", done, total: 12 });
    await opened;
    return passing(bundle);
  };
  const progress = (): Promise<GateProgressView> =>
    execute(rig.deps.hub, rig.store.seller, getGateProgress, { personaVersionId });
  expect(await progress()).toMatchObject({ kind: "queued", ahead: 0 });
  await using worker = await rig.start({ run, rulesVersion: 1 });
  expect(worker).toBeDefined();
  await eventually(async () =>
    expect(await progress()).toMatchObject({ kind: "running", step: "scenarios", done: 7, total: 12, attempt: 1 }),
  );
  open();
  await eventually(async () => expect(await progress()).toMatchObject({ kind: "ended", state: { verdict: "passed" } }));
});

test("workGate goes on when a run's sandbox dies, tries again, and gives up after the third try", async () => {
  await using rig = await startRig();
  const tries = new Map<number, number>();
  const run: RunGate = async (bundle) => {
    const version = versionOf(bundle);
    tries.set(version, (tries.get(version) ?? 0) + 1);
    if (version === 2) return passing(bundle);
    const child = fork(new URL("testing/dying-child.fixture.ts", import.meta.url), { env: {}, stdio: "ignore" });
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    throw new Error(`The sandbox was ended by ${signal}.`);
  };
  await rig.store.publish(1);
  await rig.store.publish(2);
  await using worker = await rig.start({ run, rulesVersion: 1 });
  expect(worker).toBeDefined();
  await eventually(async () => {
    expect(await rig.state(2)).toMatchObject({ kind: "judged", verdict: "passed" });
    expect(await rig.state(1)).toEqual({ kind: "failed", failure: "The sandbox was ended by SIGKILL." });
  });
  expect([tries.get(1), tries.get(2)]).toEqual([3, 1]);
});

test("workGate counts a gate that never ends, or reports on another bundle, as failed", async () => {
  await using rig = await startRig();
  await rig.store.publish(1);
  let first: BundleFiles | undefined;
  const run: RunGate = (bundle, { signal }) => {
    first ??= bundle;
    if (versionOf(bundle) === 2) return passing(first);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error("It was told to end.")));
    });
  };
  await using worker = await rig.start({ run, rulesVersion: 1 }, 300);
  expect(worker).toBeDefined();
  await eventually(async () => expect(await rig.state(1)).toEqual({ kind: "failed", failure: "It was told to end." }));
  await rig.store.publish(2);
  await eventually(async () => expect(await rig.state(2)).toMatchObject({ kind: "failed" }));
});

test("workGate gives a stopped worker's run to the next one", async () => {
  await using rig = await startRig();
  await rig.store.publish(1);
  const { promise: taken, resolve } = Promise.withResolvers<void>();
  const never: RunGate = (_, { signal }) => {
    resolve();
    return new Promise((_done, reject) => {
      signal.addEventListener("abort", () => reject(new Error("stopped")));
    });
  };
  const first = await rig.start({ run: never, rulesVersion: 1 });
  await taken;
  await first[Symbol.asyncDispose]();
  await using second = await rig.start({ run: (bundle) => passing(bundle), rulesVersion: 1 });
  expect(second).toBeDefined();
  await eventually(async () => expect(await rig.state(1)).toMatchObject({ kind: "judged", verdict: "passed" }));
});

test("workGate runs everything again when the rules are newer, the newest first, and keeps the old verdict until then", async () => {
  await using rig = await startRig();
  for (const version of [1, 2, 3]) await rig.store.publish(version);
  const old = await rig.start({ run: (bundle) => passing(bundle), rulesVersion: 1 });
  await eventually(async () => {
    for (const version of [1, 2, 3]) expect(await rig.state(version)).toMatchObject({ rulesVersion: 1 });
  });
  await old[Symbol.asyncDispose]();
  const order: number[] = [];
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const run: RunGate = async (bundle) => {
    order.push(versionOf(bundle));
    await opened;
    return passing(bundle, 2);
  };
  await using worker = await rig.start({ run, rulesVersion: 2 });
  expect(worker).toBeDefined();
  await eventually(async () =>
    expect(await rig.state(1)).toMatchObject({ verdict: "passed", rulesVersion: 1, runsAgain: true }),
  );
  open();
  await eventually(async () => {
    for (const version of [1, 2, 3])
      expect(await rig.state(version)).toMatchObject({ rulesVersion: 2, runsAgain: false });
  });
  expect(order).toEqual([3, 2, 1]);
});
