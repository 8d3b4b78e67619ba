import { decodeEventRecord, FRAME_KINDS, type Control } from "@fleet-persona/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { fakeHub, offer, type FakeHub } from "./testing/fake-hub.fixture.ts";
import { realHub } from "./testing/real-hub.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, digestOf, toyBundle } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

const bundle = toyBundle();
const next = toyBundle({ manifest: { version: 2 } });
const control: Control = {
  killSwitch: null,
  pauses: [],
  freezeWindows: [],
  triggers: [],
  declared: {},
  stepLimits: {},
  rollout: null,
  resumedAt: {},
};

async function hubOfVersion3(): Promise<FakeHub> {
  const hub = await fakeHub();
  hub.protocol = 3;
  hub.leader = "0198f2a0-0000-7000-8000-00000000000b";
  offer(hub, bundle);
  offer(hub, next);
  hub.say({ assignment: assignmentOf(bundle), control });
  return hub;
}

function revoked(startsInMs = 0) {
  const since = Date.now();
  return { revocations: [{ digest: digestOf(bundle), since, startsAt: since + startsInMs, reason: "it leaks" }] };
}

function eventsOf(hub: FakeHub): string[] {
  return [...hub.frames.values()].flatMap(({ kind, payload }) => {
    const decoded = kind === FRAME_KINDS.event ? decodeEventRecord(payload) : undefined;
    return decoded?.kind === "record" ? [decoded.record.name] : [];
  });
}

function busyTarget() {
  const target = toyTarget();
  target.signals["request_rate"] = 300;
  return target;
}

const grown = (target: ReturnType<typeof toyTarget>) => () => Number(target.config["workers"]) > 12;

describe("startAgent, of a revoked Persona", () => {
  it("startAgent goes to its own safe configuration step by step, says so, and stays there", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion3();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", grown(target));
    const before = target.written.length;
    hub.say(revoked());
    await eventually("the snapshot is back", () => agent.status().revocation?.state === "safe");
    expect(target.config).toEqual({ workers: 2, cache: "short" });
    const way = target.written.slice(before).filter(({ attribute }) => attribute === "workers");
    expect(way.length).toBeGreaterThan(1);
    expect(agent.status()).toMatchObject({ fallback: null, revocation: { reason: "it leaks", message: null } });
    await eventually("it was told", () => eventsOf(hub).includes("safe-configuration-reached"));
    expect(eventsOf(hub)).toContain("persona-revoked");
    await eventually("the hub knows", () =>
      hub.messages.some((message) => message.type === "status" && message.revocation?.state === "safe"),
    );
    await sleep(300);
    expect(target.config["workers"]).toBe(2);
  });

  it("startAgent leaves the deciding to the fallback until its wave begins", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion3();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", grown(target));
    hub.say(revoked(1_500));
    await eventually("the fallback decides", () => agent.status().fallback?.includes("revoked") === true);
    expect(agent.status().revocation?.state).toBe("waiting");
    expect(Number(target.config["workers"])).toBeGreaterThan(2);
    await eventually("the snapshot is back", () => agent.status().revocation?.state === "safe");
    expect(target.config["workers"]).toBe(2);
  });

  it("startAgent changes nothing in shadow, and says what keeps it", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion3();
    hub.say({ assignment: assignmentOf(bundle, { mode: "shadow" }) });
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it decides", () => agent.status().decisions.taken > 3);
    hub.say(revoked());
    await eventually("it knows", () => agent.status().revocation?.state === "safe");
    expect(target.written).toEqual([]);
  });

  it("startAgent goes on to its safe configuration after a restart without a hub, and never asks the policy again", async () => {
    using state = temporaryState();
    const target = busyTarget();
    {
      await using hub = await hubOfVersion3();
      await using agent = await toyAgent(state, hub.url, target);
      await eventually("workers grew", grown(target));
      hub.say(revoked(2_000));
      await eventually("it waits for its wave", () => agent.status().revocation?.state === "waiting");
    }
    expect(Number(target.config["workers"])).toBeGreaterThan(2);
    await using again = await toyAgent(state, "http://127.0.0.1:9", target);
    await eventually("it is safe", () => again.status().revocation?.state === "safe");
    expect(again.status()).toMatchObject({ connected: false, mode: "active" });
    expect(target.config["workers"]).toBe(2);
  });

  it("startAgent learns it when it comes back, and goes at once when its wave is over", async () => {
    using state = temporaryState();
    const hub = await hubOfVersion3();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", grown(target));
    await hub[Symbol.asyncDispose]();
    await eventually("it noticed", () => !agent.status().connected);
    await using back = await fakeHub(Number(new URL(hub.url).port), hub);
    const since = Date.now() - 600_000;
    back.say({
      revision: 1_000,
      assignment: assignmentOf(bundle),
      control,
      revocations: [{ digest: digestOf(bundle), since, startsAt: since + 240_000, reason: "it leaks" }],
    });
    await eventually("it is safe", () => agent.status().revocation?.state === "safe", 20_000);
    expect(target.config["workers"]).toBe(2);
  });

  it("startAgent runs another version afterwards, and never installs the revoked one again", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion3();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", grown(target));
    hub.say(revoked());
    await eventually("it is safe", () => agent.status().revocation?.state === "safe");
    hub.say({ assignment: assignmentOf(next) });
    await eventually("the next one steers", grown(target));
    expect(agent.status()).toMatchObject({ revocation: null, persona: { version: 2 } });
    // A hub that forgot, or somebody who replays an old state.
    hub.say({ assignment: assignmentOf(bundle), revocations: [] });
    await eventually("it was refused", () => agent.status().persona?.code !== null);
    expect(agent.status().persona).toMatchObject({ version: 1, state: "failed" });
    expect(agent.status().mode).toBe("active");
    await sleep(300);
    expect(grown(target)()).toBe(true);
  });

  it("hears of a revocation through hub and gateway within seconds, connected or later", async () => {
    await using hub = await realHub();
    using state = temporaryState();
    using other = temporaryState();
    const [target, offline] = [busyTarget(), busyTarget()];
    const identity = await hub.enrol(state);
    const identityOfOther = await hub.enrol(other);
    await hub.activateToyPersona();
    await using agent = await toyAgent(state, hub.gateway.url, target, {}, identity);
    {
      await using before = await toyAgent(other, hub.gateway.url, offline, {}, identityOfOther);
      await eventually("both steer", () => grown(target)() && before.status().decisions.applied > 0, 30_000);
    }
    const began = performance.now();
    await hub.revokeToyPersona("it leaks");
    await eventually("it knows", () => agent.status().revocation !== null);
    expect(performance.now() - began).toBeLessThan(5_000);
    await using back = await toyAgent(other, hub.gateway.url, offline, {}, identityOfOther);
    await eventually("the other one learns it", () => back.status().revocation !== null);
    // One of the two is in the first wave.
    await eventually(
      "the first wave is safe",
      () => [agent, back].some((one) => one.status().revocation?.state === "safe"),
      20_000,
    );
  }, 120_000);
});
