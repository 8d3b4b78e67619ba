import { hasEnded } from "@fleet-persona/experiments";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHostState } from "../agents/read-host-state.ts";
import { assignPersona } from "../assignments/assign-persona.ts";
import { unassignPersona } from "../assignments/unassign-persona.ts";
import { engageKillSwitch } from "../control/engage-kill-switch.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { ExperimentId } from "../ids.ts";
import { as, expectRefusal, newOwner, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { listExperiments } from "./experiment-list.ts";
import type { ExperimentView } from "./experiment.ts";
import { experimentSeries } from "./experiment-series.ts";
import { exportExperiment } from "./export-experiment.ts";
import { listMeasuredEffects, publishEffect } from "./measured-effects.ts";
import { planExperiment } from "./plan-experiment.ts";
import { getExperiment } from "./read-experiment.ts";
import { startExperiment } from "./start-experiment.ts";
import { pauseExperiment, promoteWinner, resumeExperiment, stopExperiment } from "./steer-experiment.ts";
import { around, driveFleet, planFor, publishTwo, statusOf } from "./testing/driven-fleet.fixture.ts";
import type { DrivenFleet, Effect } from "./testing/driven-fleet.fixture.ts";

describe("experiments", () => {
  let hub: TestHub;
  let store: Awaited<ReturnType<typeof publishTwo>>;

  beforeAll(async () => {
    hub = await startTestHub();
    store = await publishTwo(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const better: Effect = (host) => around(host.version === 2 ? 70 : 100, host);
  const worse: Effect = (host) => around(host.version === 2 ? 150 : 100, host);

  async function begin(fleet: DrivenFleet, changes: Parameters<typeof planFor>[1] = {}): Promise<ExperimentId> {
    const { fleetId } = fleet;
    const planned = await execute(hub.deps, fleet.buyer, planExperiment, { fleetId, plan: planFor(fleet, changes) });
    expect(planned.obstacles.filter(({ blocks }) => blocks)).toEqual([]);
    const { experimentId } = planned.experiment;
    await execute(hub.deps, fleet.buyer, startExperiment, { experimentId });
    return experimentId;
  }

  const view = (fleet: DrivenFleet, experimentId: ExperimentId): Promise<ExperimentView> =>
    execute(hub.deps, fleet.buyer, getExperiment, { experimentId });
  const ends = (fleet: DrivenFleet, id: ExperimentId) => async () => hasEnded((await statusOf(fleet, id)) ?? "draft");
  const stateIs = (fleet: DrivenFleet, id: ExperimentId, status: string) => async () =>
    (await statusOf(fleet, id)) === status;

  it("confirms a better version on fresh hosts, promotes it, and tells what was found", async () => {
    const fleet = await driveFleet(hub, store, 20);
    fleet.effect = better;
    const id = await begin(fleet, { aaS: 60, confirm: true });
    await expectRefusal(
      execute(hub.deps, fleet.buyer, assignPersona, { fleetId: fleet.fleetId, personaVersionId: store.versions[1] }),
      "refused",
      "experiment-running",
    );
    await fleet.run(2_000, { until: ends(fleet, id) });
    const ended = await view(fleet, id);
    expect(ended).toMatchObject({ status: "promoted", verdict: { verdict: "better" } });
    expect(ended.steps.map(({ code }) => code).toReversed()).toEqual([
      "aa-started",
      "aa-passed",
      "ramped",
      "ramped",
      "won",
      "confirming",
      "confirmed",
      "winner-promoted",
    ]);
    const { assignment } = await execute(hub.deps, fleet.buyer, getFleet, { fleetId: fleet.fleetId });
    expect(assignment).toMatchObject({ version: 2, mode: "active" });
    for (const { session } of fleet.hosts) {
      const { assignment: told } = await readHostState(hub.deps, session);
      expect(told).toMatchObject({ version: 2, mode: "active" });
      expect(told?.experiment).toBeUndefined();
    }
    expect(ended.effect?.relative?.estimate).toBeCloseTo(-0.3, 1);
    const series = await execute(hub.deps, fleet.buyer, experimentSeries, { experimentId: id });
    expect(series.points.length).toBeGreaterThan(5);
    const { text } = await execute(hub.deps, fleet.buyer, exportExperiment, { experimentId: id });
    expect(text.split("\r\n").length).toBeGreaterThan(20);
    const verdict = { experimentId: id, table: "verdict" } as const;
    expect((await execute(hub.deps, fleet.buyer, exportExperiment, verdict)).text).toContain(
      "two,latency,ms,lower,better",
    );
    expect(ended.conclusion?.paragraph).toContain("Version 2 is in charge of the fleet.");
    await execute(hub.deps, fleet.buyer, publishEffect, { experimentId: id });
    const stranger = await newOwner(hub);
    const [told] = await execute(hub.deps, stranger, listMeasuredEffects, { listingId: store.listingId });
    expect(told).toMatchObject({ version: 2, label: "reported by enrolled agents", own: false, verdict: "better" });
  }, 120_000);

  it("takes a harmful version back before it reaches everybody", async () => {
    const fleet = await driveFleet(hub, store, 16);
    fleet.effect = worse;
    const id = await begin(fleet);
    await fleet.run(900, { until: ends(fleet, id) });
    const ended = await view(fleet, id);
    expect(ended).toMatchObject({ status: "rolled-back", conclusion: { code: "guardrail-broken" } });
    for (const { session } of fleet.hosts)
      expect((await readHostState(hub.deps, session)).assignment).toMatchObject({ version: 1 });
    const listed = await execute(hub.deps, fleet.buyer, listExperiments, { fleetId: fleet.fleetId });
    expect(listed).toMatchObject([{ experimentId: id, status: "rolled-back" }]);
    expect(await execute(hub.deps, await newOwner(hub), listExperiments, {})).toEqual([]);
  }, 120_000);

  it("holds a fleet for one experiment, lets nobody change it, and goes back when it is stopped", async () => {
    const fleet = await driveFleet(hub, store, 8);
    const id = await begin(fleet, { minS: 600 });
    const { fleetId } = fleet;
    const other = await execute(hub.deps, fleet.buyer, planExperiment, { fleetId, plan: planFor(fleet) });
    expect(other.obstacles.map(({ code }) => code)).toEqual(["fleet-claimed", "shares-load"]);
    const { experimentId } = other.experiment;
    await expectRefusal(execute(hub.deps, fleet.buyer, startExperiment, { experimentId }), "refused", "fleet-claimed");
    const { assignment } = await execute(hub.deps, fleet.buyer, getFleet, { fleetId });
    const assignmentId = assignment?.assignmentId ?? "";
    await expectRefusal(
      execute(hub.deps, fleet.buyer, unassignPersona, { assignmentId }),
      "refused",
      "experiment-running",
    );
    await fleet.run(60);
    const arms = fleet.hosts.map(({ state }) => state.assignment?.experiment?.arm ?? null);
    expect(arms.filter((arm) => arm === "control")).toHaveLength(4);
    expect(arms.filter((arm) => arm === "two")).toHaveLength(4);
    const stranger = await newOwner(hub);
    await expectRefusal(execute(hub.deps, stranger, startExperiment, { experimentId: id }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, getExperiment, { experimentId: id }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, publishEffect, { experimentId: id }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, experimentSeries, { experimentId: id }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, exportExperiment, { experimentId: id }), "not-found");
    for (const command of [pauseExperiment, resumeExperiment, stopExperiment, promoteWinner])
      await expectRefusal(execute(hub.deps, stranger, command, { experimentId: id }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, planExperiment, { fleetId, plan: planFor(fleet) }), "not-found");
    const viewer = as(fleet.buyer, "viewer");
    await expectRefusal(execute(hub.deps, viewer, stopExperiment, { experimentId: id }), "forbidden");
    const stopped = await execute(hub.deps, fleet.buyer, stopExperiment, { experimentId: id });
    expect(stopped).toMatchObject({ status: "stopped" });
    for (const { session } of fleet.hosts) {
      const { assignment: told } = await readHostState(hub.deps, session);
      expect(told).toMatchObject({ version: 1, mode: "active" });
      expect(told?.experiment).toBeUndefined();
    }
  }, 120_000);

  it("pauses when the kill switch is engaged and begins anew after a fault", async () => {
    const fleet = await driveFleet(hub, store, 8);
    const { fleetId } = fleet;
    const id = await begin(fleet);
    await fleet.run(30);
    await execute(hub.deps, fleet.buyer, pauseExperiment, { experimentId: id, reason: "Lunch." });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "paused-by-hand" });
    await execute(hub.deps, fleet.buyer, resumeExperiment, { experimentId: id });
    await execute(hub.deps, fleet.buyer, engageKillSwitch, { fleetId, reason: "Fire." });
    await fleet.run(30, { until: stateIs(fleet, id, "paused") });
    expect((await view(fleet, id)).paused).toMatchObject({ code: "kill-switch" });
    await expectRefusal(
      execute(hub.deps, fleet.buyer, resumeExperiment, { experimentId: id }),
      "refused",
      "kill-switch",
    );
  }, 120_000);
});
