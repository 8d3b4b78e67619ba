import {
  decodeDecisionRecord,
  decodeEventRecord,
  decodeMetrics,
  EXPERIMENT_MARKER,
  FRAME_KINDS,
  type Assignment,
  type DecisionRecord,
} from "@fleet-persona/protocol";
import type { BundleFiles } from "@fleet-persona/persona";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { fakeHub, offer, type FakeHub } from "./testing/fake-hub.fixture.ts";
import { tinyPolicy } from "./testing/tiny-onnx.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, toyBundle } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

const experimentId = "018f0000-0000-7000-8000-000000000006";
const control = toyBundle();
const bolder = toyBundle({
  manifest: { version: 2 },
  policy: tinyPolicy(2, 4, [
    { name: "weights.workers", activation: "Sigmoid", bias: [0, -1.4] },
    { name: "weights.cache", activation: "Softmax", bias: [0, 0, 0] },
    { name: "value", activation: "Identity", bias: [0] },
  ]),
});
const MARKERS = { control: 16, bolder: 17 } as const;

function onArm(arm: "control" | "bolder", change: Partial<Assignment> = {}): Assignment {
  const explore = arm === "bolder" ? { everyMs: 300 } : null;
  const bundle: BundleFiles = arm === "bolder" ? bolder : control;
  return assignmentOf(bundle, { experiment: { experimentId, arm, marker: MARKERS[arm], explore }, ...change });
}

async function hubOfVersion4(): Promise<FakeHub> {
  const hub = await fakeHub();
  hub.protocol = 4;
  offer(hub, control);
  offer(hub, bolder);
  return hub;
}

function decisionsOf(hub: FakeHub): DecisionRecord[] {
  return [...hub.frames.values()].flatMap(({ kind, payload }) => {
    const decoded = kind === FRAME_KINDS.decision ? decodeDecisionRecord(payload) : undefined;
    return decoded?.kind === "record" ? [decoded.record] : [];
  });
}

function eventsOf(hub: FakeHub): string[] {
  return [...hub.frames.values()].flatMap(({ kind, payload }) => {
    const decoded = kind === FRAME_KINDS.event ? decodeEventRecord(payload) : undefined;
    return decoded?.kind === "record" ? [decoded.record.name] : [];
  });
}

/** The marker of every metric frame in the order of their numbers; null where it is absent. */
function markersOf(hub: FakeHub): (number | null)[] {
  const dictionaries = new Map(
    hub.messages.flatMap((message) => (message.type === "dictionary" ? [[message.id, message.signals] as const] : [])),
  );
  return [...hub.frames.values()]
    .filter(({ kind }) => kind === FRAME_KINDS.metrics)
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ payload }) => {
      const decoded = decodeMetrics(payload);
      if (decoded.kind === "malformed") throw new TypeError(decoded.message);
      const { dictionaryId, values } = decoded.metrics;
      const at = dictionaries.get(dictionaryId)?.findIndex(({ name }) => name === EXPERIMENT_MARKER) ?? -1;
      return values[at] ?? null;
    });
}

function statusArm(hub: FakeHub): string | undefined {
  const last = hub.messages.findLast((message) => message.type === "status");
  return last?.type === "status" ? last.experiment?.arm : undefined;
}

describe("startAgent, in an experiment", { timeout: 60_000 }, () => {
  it("marks its frames with the arm they were made under, and goes to and fro as it is told", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion4();
    hub.assign(assignmentOf(control));
    await using agent = await toyAgent(state, hub.url, toyTarget());
    await eventually("it decides", () => agent.status().decisions.taken > 3);
    expect(agent.status().experiment).toBeNull();
    hub.assign(onArm("control"));
    await eventually("control frames came", () => markersOf(hub).at(-1) === MARKERS.control);
    hub.assign(onArm("bolder"));
    await eventually("the first install", () => markersOf(hub).at(-1) === MARKERS.bolder);
    for (const arm of ["control", "bolder", "control", "bolder"] as const) {
      hub.assign(onArm(arm));
      await eventually(`frames of ${arm} come`, () => markersOf(hub).at(-1) === MARKERS[arm]);
    }
    hub.assign(assignmentOf(control));
    await eventually("frames are of no arm", () => markersOf(hub).at(-1) === null);
    const changes = markersOf(hub).filter((marker, index, all) => index === 0 || marker !== all[index - 1]);
    expect(changes).toEqual([null, 16, 17, 16, 17, 16, 17, null]);
    await eventually("it was told", () => eventsOf(hub).includes("experiment-ended"));
    expect(eventsOf(hub).filter((name) => name === "experiment-began")).toHaveLength(1);
    expect(eventsOf(hub).filter((name) => name === "experiment-arm-changed")).toHaveLength(5);
    for (const { persona, experiment } of decisionsOf(hub))
      if (experiment !== undefined) expect(experiment.marker).toBe(persona?.version === 2 ? 17 : 16);
  });

  it("tells every sample it draws, once, with its probability", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion4();
    hub.leader = "0198f2a0-0000-7000-8000-00000000000b";
    hub.assign(onArm("bolder"));
    await using agent = await toyAgent(state, hub.url, toyTarget());
    const drawn = () =>
      decisionsOf(hub).flatMap(({ decision }) => {
        const { exploration } = decision;
        return exploration === undefined || exploration.at !== decision.at ? [] : [exploration];
      });
    await eventually("it drew eight times", () => drawn().length >= 8);
    expect(agent.status().experiment).toMatchObject({ arm: "bolder", marker: 17 });
    await eventually("its status says so", () => statusArm(hub) === "bolder");
    for (const { samples, logProbability } of drawn()) {
      const sum = Object.values(samples).reduce((total, each) => total + each.logProbability, 0);
      expect(logProbability).toBeCloseTo(sum, 9);
    }
    const times = drawn().map(({ at }) => at);
    expect(new Set(times).size).toBe(times.length);
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - (times[index - 1] ?? at)).toBeGreaterThanOrEqual(300);
  });

  it("stays on its arm without the hub and through a restart, and goes on drawing", async () => {
    using state = temporaryState();
    {
      await using hub = await hubOfVersion4();
      hub.assign(onArm("bolder"));
      await using agent = await toyAgent(state, hub.url, toyTarget());
      await eventually("it is on its arm", () => agent.status().experiment?.arm === "bolder");
      await eventually("it decided", () => agent.status().decisions.taken > 3);
      await hub[Symbol.asyncDispose]();
      const { taken } = agent.status().decisions;
      await eventually("it decides alone", () => agent.status().decisions.taken > taken + 10);
      expect(agent.status().experiment).toMatchObject({ arm: "bolder" });
    }
    await using again = await toyAgent(state, "http://127.0.0.1:9", toyTarget());
    const { taken } = again.status().decisions;
    await eventually("it decides", () => again.status().decisions.taken > taken + 10);
    expect(again.status()).toMatchObject({ connected: false, experiment: { arm: "bolder", marker: 17 } });
    expect(again.log.filter((line) => line.includes("experiment began"))).toEqual([]);
  });

  it("lets its fallback decide where the arm says so, without calling that a failure of the policy", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion4();
    hub.assign(onArm("control", { settings: { decider: "fallback", confidenceFloor: 0 } }));
    await using agent = await toyAgent(state, hub.url, toyTarget());
    await eventually("it decides often", () => agent.status().decisions.taken > 10);
    await sleep(200);
    expect(agent.status()).toMatchObject({
      mode: "active",
      fallback: "The fallback decides: it is asked in the policy's place.",
    });
    expect(agent.status().persona?.state).toBe("active");
    expect(decisionsOf(hub)[0]?.explanation).toContain("with its fallback asked in the policy's place");
  });

  it("is not on an arm for a hub of the version before", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion4();
    hub.assign(onArm("bolder"));
    const target = toyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it drew", () => decisionsOf(hub).some(({ decision }) => decision.exploration !== undefined));
    hub.commits = false;
    await sleep(700);
    hub.protocol = 3;
    hub.frames.clear();
    hub.assign(assignmentOf(bolder));
    hub.dropConnections();
    hub.commits = true;
    await eventually(
      "frames come again",
      () => agent.status().connected && hub.frames.size > 3 && decisionsOf(hub).length > 0,
    );
    for (const record of decisionsOf(hub)) expect(record).not.toHaveProperty("experiment");
    await eventually("it left its arm", () => agent.status().experiment === null);
  });
});
