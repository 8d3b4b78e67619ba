import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPause } from "../control/add-pause.ts";
import { removePause } from "../control/remove-pause.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { ExperimentId } from "../ids.ts";
import { startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import type { ExperimentView } from "./experiment.ts";
import { planExperiment } from "./plan-experiment.ts";
import { previewPower } from "./power.ts";
import { proposeMetrics } from "./propose-metrics.ts";
import { getExperiment } from "./read-experiment.ts";
import { startExperiment } from "./start-experiment.ts";
import { promoteWinner } from "./steer-experiment.ts";
import { declareLoadSharing, suggestDesign } from "./suggest-design.ts";
import { around, driveFleet, planFor, publishTwo, statusOf } from "./testing/driven-fleet.fixture.ts";
import type { DrivenFleet } from "./testing/driven-fleet.fixture.ts";

describe("a switchback", () => {
  let hub: TestHub;
  let store: Awaited<ReturnType<typeof publishTwo>>;

  beforeAll(async () => {
    hub = await startTestHub();
    store = await publishTwo(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const view = (fleet: DrivenFleet, experimentId: ExperimentId): Promise<ExperimentView> =>
    execute(hub.deps, fleet.buyer, getExperiment, { experimentId });
  const statusIs = (fleet: DrivenFleet, id: ExperimentId, status: string) => async () =>
    (await statusOf(fleet, id)) === status;

  async function begin(fleet: DrivenFleet, changes: Parameters<typeof planFor>[1] = {}): Promise<ExperimentId> {
    const design = { kind: "switchback", blockS: 60, washOutS: 10 } as const;
    const plan = planFor(fleet, { design, minS: 300, maxS: 3_600, ...changes });
    const { experiment, obstacles } = await execute(hub.deps, fleet.buyer, planExperiment, {
      fleetId: fleet.fleetId,
      plan,
    });
    expect(obstacles).toEqual([]);
    await execute(hub.deps, fleet.buyer, startExperiment, { experimentId: experiment.experimentId });
    return experiment.experimentId;
  }

  it("finds on one host what a version does, by stretches of time, and leaves the promotion to a person", async () => {
    const fleet = await driveFleet(hub, store, 1);
    fleet.effect = (host) => around(host.version === 2 ? 70 : 100, host);
    const id = await begin(fleet, { promote: "ask" });
    await fleet.run(3_000, { until: statusIs(fleet, id, "awaiting-promotion") });
    const waiting = await view(fleet, id);
    expect(waiting).toMatchObject({ status: "awaiting-promotion", verdict: { verdict: "better" } });
    expect(waiting.blocks?.counted).toBeGreaterThanOrEqual(8);
    await execute(hub.deps, fleet.buyer, promoteWinner, { experimentId: id });
    expect((await execute(hub.deps, fleet.buyer, getFleet, { fleetId: fleet.fleetId })).assignment?.version).toBe(2);
  });

  it("leaves out blocks that a pause cut, that nobody turned, and in which a host ran another arm", async () => {
    const fleet = await driveFleet(hub, store, 2);
    fleet.effect = (host) => around(100, host);
    const { fleetId } = fleet;
    const id = await begin(fleet, { minS: 3_600 });
    await fleet.run(180);
    expect((await view(fleet, id)).blocks?.leftOut).toBe(0);
    const paused = await execute(hub.deps, fleet.buyer, addPause, { fleetId, scope: { kind: "all" }, minutes: null });
    await fleet.run(20);
    const [pause] = paused.pauses;
    expect((await view(fleet, id)).status).toBe("paused");
    await execute(hub.deps, fleet.buyer, removePause, { fleetId, pauseId: pause?.pauseId ?? "" });
    await fleet.run(40);
    const resumed = await view(fleet, id);
    expect(resumed.status).toBe("running");
    expect(resumed.blocks?.leftOut).toBe(1);
    // No worker is there for some minutes: hosts stay on the arm of the last block.
    await fleet.run(150, { looks: false });
    await fleet.run(120);
    const [host] = fleet.hosts;
    if (host !== undefined) host.frozen = host.state;
    await fleet.run(200);
    const { blocks, steps } = await view(fleet, id);
    expect(steps.map(({ code }) => code)).toContain("blocks-missed");
    expect(blocks?.leftOut).toBeGreaterThanOrEqual(3);
    expect(blocks?.counted).toBeGreaterThanOrEqual(3);
  });

  it("is what a fleet is advised whose hosts share load, until somebody says they do not", async () => {
    const fleet = await driveFleet(hub, store, 8);
    const { fleetId } = fleet;
    expect(await execute(hub.deps, fleet.buyer, suggestDesign, { fleetId })).toMatchObject({ because: "shares-load" });
    await execute(hub.deps, fleet.buyer, declareLoadSharing, { fleetId, sharesLoad: false });
    expect(await execute(hub.deps, fleet.buyer, suggestDesign, { fleetId })).toMatchObject({
      because: "independent-hosts",
      design: { kind: "hosts" },
    });
    fleet.effect = (host) => around(100, host);
    await fleet.run(300);
    const { power } = await execute(hub.deps, fleet.buyer, previewPower, { fleetId, plan: planFor(fleet) });
    expect(power.baseline?.mean).toBeCloseTo(100, -1);
    expect(power.baseline?.units).toBe(8);
    expect(power.detectable).toBeGreaterThan(0);
    const proposed = await execute(hub.deps, fleet.buyer, proposeMetrics, { fleetId });
    expect(proposed.goal).toBe("latency_p95");
    expect(proposed.missing.map(({ title }) => title)).toContain("Allocated cores");
  });
});
