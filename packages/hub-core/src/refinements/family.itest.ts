import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { driveFleet, planFor, publishTwo } from "../experiments/testing/driven-fleet.fixture.ts";
import { around } from "../experiments/testing/driven-fleet.fixture.ts";
import { publishEffect } from "../experiments/measured-effects.ts";
import { planExperiment } from "../experiments/plan-experiment.ts";
import { getExperiment } from "../experiments/read-experiment.ts";
import { startExperiment } from "../experiments/start-experiment.ts";
import { expectRefusal, newOwner, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getFamily } from "./get-family.ts";

const address = { publisher: "acme", name: "surge-ready" };
const trained = { algorithm: "ppo", environment: "journals", steps: 19, seeds: [1] };

describe("getFamily", () => {
  let hub: TestHub;
  let store: Awaited<ReturnType<typeof publishTwo>>;

  beforeAll(async () => {
    hub = await startTestHub();
    store = await publishTwo(hub);
    const parents = ["acme/surge-ready@2", "imported model, sha256:1f"];
    const dataset = { version: "ab".repeat(32), episodes: 4, steps: 400 };
    const experiments = ["6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11"];
    hub.advance(1000);
    await publishPassed(hub, store.seller, {
      version: 3,
      training: { ...trained, generation: 1, parents, experiments, dataset },
    });
    hub.advance(1000);
    await publishPassed(hub, store.seller, {
      id: "acme/surge-lite",
      training: { ...trained, generation: 2, parents: ["acme/surge-ready@3"] },
    });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("finds parents and children over listings, with what each says of where it comes from", async () => {
    const reader = await newOwner(hub);
    const { versions } = await execute(hub.deps, reader, getFamily, address);
    expect(versions.map(({ personaId, version, own, parents }) => [personaId, version, own, parents])).toEqual([
      ["acme/surge-ready", 1, true, []],
      ["acme/surge-ready", 2, true, []],
      ["acme/surge-ready", 3, true, ["acme/surge-ready@2"]],
      ["acme/surge-lite", 1, false, ["acme/surge-ready@3"]],
    ]);
    expect(versions[2]).toMatchObject({
      generation: 1,
      verdict: "passed",
      otherParents: ["imported model, sha256:1f"],
      dataset: { steps: 400 },
      experiments: [{ mine: false }],
    });
    await expectRefusal(execute(hub.deps, reader, getFamily, { publisher: "acme", name: "nobody" }), "not-found");
  });

  it("shows the tenant its own measurement, and everybody what it told", async () => {
    const fleet = await driveFleet(hub, store, 20);
    fleet.effect = (host) => around(host.version === 2 ? 70 : 100, host);
    const { fleetId, buyer } = fleet;
    const planned = await execute(hub.deps, buyer, planExperiment, { fleetId, plan: planFor(fleet) });
    const { experimentId } = planned.experiment;
    await execute(hub.deps, buyer, startExperiment, { experimentId });
    const ended = async () => (await execute(hub.deps, buyer, getExperiment, { experimentId })).endedAt !== null;
    await fleet.run(1_200, { until: ended });
    const own = await execute(hub.deps, buyer, getFamily, address);
    const [effect] = own.versions.find(({ version }) => version === 2)?.effects ?? [];
    expect(effect).toMatchObject({ by: "own", experimentId, verdict: "better", scale: "share" });
    expect(effect?.effect.estimate).toBeCloseTo(-0.3, 1);
    const stranger = await newOwner(hub);
    const before = await execute(hub.deps, stranger, getFamily, address);
    expect(before.versions.flatMap(({ effects }) => effects)).toEqual([]);
    await execute(hub.deps, buyer, publishEffect, { experimentId });
    const after = await execute(hub.deps, stranger, getFamily, address);
    expect(after.versions.find(({ version }) => version === 2)?.effects).toMatchObject([
      { by: "published", experimentId: null },
    ]);
    const still = await execute(hub.deps, buyer, getFamily, address);
    expect(still.versions.flatMap(({ effects }) => effects)).toHaveLength(1);
  }, 60_000);
});
