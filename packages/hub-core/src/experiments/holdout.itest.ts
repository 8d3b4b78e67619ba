import { expect, it } from "vitest";
import { exportFleetConfig } from "../config/export-fleet-config.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { startTestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { planExperiment } from "./plan-experiment.ts";
import { getExperiment } from "./read-experiment.ts";
import { startExperiment } from "./start-experiment.ts";
import { around, driveFleet, planFor, publishTwo } from "./testing/driven-fleet.fixture.ts";

it("a holdout goes on measuring after the promotion, and puts back what was in charge when the winner turns", async () => {
  await using hub = await startTestHub();
  const fleet = await driveFleet(hub, await publishTwo(hub), 16);
  const { buyer, fleetId } = fleet;
  fleet.effect = (host) => around(host.version === 2 ? 70 : 100, host);
  const settings = { deadband: 0.2 };
  const [control, two] = planFor(fleet).arms;
  if (control === undefined || two?.treatment.kind !== "persona") throw new TypeError("The plan has two arms.");
  const plan = planFor(fleet, {
    arms: [control, { ...two, treatment: { ...two.treatment, settings } }],
    holdout: { percent: 25, days: 1 },
  });
  const { experiment } = await execute(hub.deps, buyer, planExperiment, { fleetId, plan });
  const { experimentId } = experiment;
  await execute(hub.deps, buyer, startExperiment, { experimentId });
  const view = () => execute(hub.deps, buyer, getExperiment, { experimentId });
  await fleet.run(600, { until: async () => (await view()).status === "holdout" });
  await fleet.run(20);
  const versions = fleet.hosts.map(({ state }) => state.assignment?.version);
  expect(versions.filter((version) => version === 1)).toHaveLength(4);
  expect(versions.filter((version) => version === 2)).toHaveLength(12);
  const promoted = await execute(hub.deps, buyer, exportFleetConfig, { fleetId });
  expect(promoted.config).toMatchObject({ settings, personas: [{ version: 2, mode: "active" }] });
  fleet.effect = (host) => around(host.version === 2 ? 150 : 100, host);
  await fleet.run(900, { until: async () => (await view()).endedAt !== null });
  expect(await view()).toMatchObject({ status: "rolled-back" });
  const { assignment } = await execute(hub.deps, buyer, getFleet, { fleetId });
  expect(assignment).toMatchObject({ version: 1, mode: "active" });
  const back = await execute(hub.deps, buyer, exportFleetConfig, { fleetId });
  expect(back.config).toMatchObject({ settings: {}, personas: [{ version: 1, mode: "active" }] });
  await fleet.run(10);
  expect(fleet.hosts.every(({ state }) => state.assignment?.version === 1)).toBe(true);
});
