import { withTenant } from "@fleet-persona/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engageKillSwitch } from "../control/engage-kill-switch.ts";
import type { ExperimentId } from "../ids.ts";
import { revokeVersion } from "../lifecycle/revoke-version.ts";
import { expectRefusal, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import type { ExperimentView } from "./experiment.ts";
import { exportExperiment } from "./export-experiment.ts";
import { dueExperiments, lookAtExperiment, lookWithin } from "./look-at-experiment.ts";
import { planExperiment } from "./plan-experiment.ts";
import { getExperiment } from "./read-experiment.ts";
import { startExperiment } from "./start-experiment.ts";
import { around, driveFleet, planFor, publishTwo, statusOf } from "./testing/driven-fleet.fixture.ts";
import type { DrivenFleet } from "./testing/driven-fleet.fixture.ts";

describe("experiments under faults", () => {
  let hub: TestHub;
  let store: Awaited<ReturnType<typeof publishTwo>>;

  beforeAll(async () => {
    hub = await startTestHub();
    store = await publishTwo(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  type Changes = Parameters<typeof planFor>[1];

  const plan = (fleet: DrivenFleet, changes: Changes = {}) =>
    execute(hub.deps, fleet.buyer, planExperiment, { fleetId: fleet.fleetId, plan: planFor(fleet, changes) });
  async function begin(fleet: DrivenFleet, changes: Changes = {}): Promise<ExperimentId> {
    // Long enough that nothing is concluded meanwhile.
    const { experiment } = await plan(fleet, { minS: 600, ramp: [{ percent: 100, leastS: 5 }], ...changes });
    await execute(hub.deps, fleet.buyer, startExperiment, { experimentId: experiment.experimentId });
    return experiment.experimentId;
  }
  const view = (fleet: DrivenFleet, experimentId: ExperimentId): Promise<ExperimentView> =>
    execute(hub.deps, fleet.buyer, getExperiment, { experimentId });
  const statusIs = (fleet: DrivenFleet, id: ExperimentId, status: string) => async () =>
    (await statusOf(fleet, id)) === status;
  const codesOf = ({ steps }: ExperimentView): string[] => steps.map(({ code }) => code).toReversed();

  it("pauses when nobody reports anything", async () => {
    const fleet = await driveFleet(hub, store, 8);
    const id = await begin(fleet);
    fleet.hosts.forEach((host) => (host.silent = true));
    await fleet.run(300, { until: statusIs(fleet, id, "paused") });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "no-data" });
  });

  it("pauses when a metric stops under one arm", async () => {
    const fleet = await driveFleet(hub, store, 8);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    await fleet.run(60);
    fleet.effect = (host) => (host.arm === "two" ? null : around(100, host));
    await fleet.run(400, { until: statusIs(fleet, id, "paused") });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "metric-stopped" });
  });

  it("pauses when a host's clock is ahead", async () => {
    const fleet = await driveFleet(hub, store, 8);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    const [host] = fleet.hosts;
    if (host !== undefined) host.skewMs = 60_000;
    await fleet.run(60, { until: statusIs(fleet, id, "paused") });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "clocks-apart" });
  });

  it("pauses when a host reports under another arm than its own", async () => {
    const fleet = await driveFleet(hub, store, 8);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    await fleet.run(30);
    const strayed = fleet.hosts.find(({ state }) => state.assignment?.experiment?.arm === "two");
    const other = fleet.hosts.find(({ state }) => state.assignment?.experiment?.arm === "control");
    if (strayed !== undefined && other !== undefined) strayed.frozen = other.state;
    await fleet.run(120, { until: statusIs(fleet, id, "paused") });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "multiple-exposure" });
  });

  it("pauses when an arm loses its hosts, and keeps a log of who left and who joined", async () => {
    const fleet = await driveFleet(hub, store, 24);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    await fleet.run(30);
    await fleet.addHost();
    await fleet.run(30);
    expect(codesOf(await view(fleet, id))).toContain("hosts-joined");
    for (const host of fleet.hosts) if (host.state.assignment?.experiment?.arm === "two") host.online = false;
    await fleet.run(200, { until: statusIs(fleet, id, "paused") });
    const paused = await view(fleet, id);
    expect(paused.paused).toMatchObject({ code: "sample-ratio" });
    expect(codesOf(paused)).toContain("hosts-left");
  });

  it("counts frames that reach the hub long after they were made", async () => {
    const fleet = await driveFleet(hub, store, 8);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    await fleet.run(30);
    const [late] = fleet.hosts;
    if (late === undefined) throw new TypeError("There are hosts.");
    const kept = late.session.hostId;
    // It goes on, and its outbox waits.
    late.holdsBack = true;
    await fleet.run(240);
    const before = await framesOf(fleet, id, kept);
    late.holdsBack = false;
    await fleet.run(30);
    expect(await framesOf(fleet, id, kept)).toBeGreaterThan(before + 45);
  });

  async function framesOf(fleet: DrivenFleet, id: ExperimentId, host: string): Promise<number> {
    const { text } = await execute(hub.deps, fleet.buyer, exportExperiment, { experimentId: id, format: "json" });
    const { rows } = JSON.parse(text) as { rows: { unit: string; stage: number; frames: number }[] };
    return rows.filter(({ unit, stage }) => unit === host && stage > 0).reduce((sum, row) => sum + row.frames, 0);
  }

  it("does each look once, whoever takes it and whoever dies in it", async () => {
    const fleet = await driveFleet(hub, store, 8);
    fleet.effect = (host) => around(host.version === 2 ? 150 : 100, host);
    const id = await begin(fleet);
    const key = { tenantId: fleet.buyer.tenantId, experimentId: id };
    const before = async (): Promise<unknown> => {
      const { status, steps, figures, armViews } = await view(fleet, id);
      return { status, steps, figures, armViews };
    };
    for (let round = 0; round < 60 && (await view(fleet, id)).endedAt === null; round++) {
      await fleet.run(5, { looks: false });
      if (!(await dueExperiments(hub.deps, 10)).some(({ experimentId }) => experimentId === id)) continue;
      const was = await before();
      // A worker that dies when everything is done but kept.
      const dying = withTenant(hub.deps.db, key.tenantId, async (tx) => {
        await lookWithin(tx, key, hub.deps.now());
        throw new TypeError("killed");
      });
      await expect(dying).rejects.toThrow("killed");
      expect(await before()).toEqual(was);
      const outcomes = await Promise.all([1, 2, 3].map(() => lookAtExperiment(hub.deps, key)));
      expect(outcomes.filter((outcome) => outcome === "looked")).toHaveLength(1);
    }
    expect(codesOf(await view(fleet, id))).toEqual(["ramped", "guardrail-broken"]);
  });

  it("ends with a reason of its own when an arm's version is revoked", async () => {
    const third = await publishPassed(hub, store.seller, { version: 3, confidence_score: 0.6 });
    const doomed = { ...store, versions: [store.versions[0], third.personaVersionId] as const };
    const fleet = await driveFleet(hub, doomed, 8);
    fleet.effect = (host) => around(100, host);
    const id = await begin(fleet);
    await fleet.run(20);
    const address = { personaId: "acme/surge-ready", version: 3, reason: "It grows without end." };
    await execute(hub.deps, store.seller, revokeVersion, address);
    await fleet.run(20);
    expect(await view(fleet, id)).toMatchObject({ status: "stopped", conclusion: { code: "persona-revoked" } });
    for (const { state } of fleet.hosts) {
      expect(state.assignment).toMatchObject({ version: 1 });
      expect(state.revocations).toHaveLength(1);
    }
    const again = await plan(fleet);
    expect(again.obstacles).toContainEqual(expect.objectContaining({ code: "version-revoked", blocks: true }));
  });

  it("says what stands in the way of a start, and starts nothing", async () => {
    const alone = await driveFleet(hub, store, 1);
    const codes = async (fleet: DrivenFleet, changes: Changes = {}): Promise<string[]> =>
      (await plan(fleet, changes)).obstacles.filter(({ blocks }) => blocks).map(({ code }) => code);
    expect(await codes(alone)).toEqual(["one-host"]);
    expect(await codes(alone, { design: { kind: "switchback", blockS: 60, washOutS: 10 } })).toEqual([]);
    const few = await driveFleet(hub, store, 4);
    expect(await codes(few)).toEqual(["too-few-hosts"]);
    const fleet = await driveFleet(hub, store, 8);
    const [arm] = planFor(fleet).arms;
    if (arm === undefined) throw new TypeError("There are arms.");
    expect(await codes(fleet, { arms: [arm, { ...arm, name: "twin", title: "Twin" }] })).toEqual(["identical-arms"]);
    const errors = {
      name: "errors",
      title: "Errors",
      unit: "",
      better: "lower",
      measure: { kind: "mean", signal: "error_rate" },
    } as const;
    const guarded = {
      metrics: [...planFor(fleet).metrics, errors],
      guardrails: [{ metric: "errors", margin: 0.1, scale: "absolute" }],
    } as const;
    expect(
      await codes(fleet, { ...guarded, metrics: [...guarded.metrics], guardrails: [...guarded.guardrails] }),
    ).toEqual(["guardrail-without-signal"]);
    fleet.hosts.forEach((host) => (host.silent = true));
    hub.advance(620_000);
    await fleet.run(30);
    expect(await codes(fleet)).toEqual(["no-traffic"]);
    await execute(hub.deps, fleet.buyer, engageKillSwitch, { fleetId: fleet.fleetId });
    expect(await codes(fleet)).toEqual(["kill-switch", "no-traffic"]);
    const { experiment } = await plan(fleet);
    const { experimentId } = experiment;
    await expectRefusal(execute(hub.deps, fleet.buyer, startExperiment, { experimentId }), "refused", "kill-switch");
    expect((await view(fleet, experimentId)).status).toBe("draft");
  });
});
