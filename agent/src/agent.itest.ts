import { decodeDecisionRecord, decodeEventRecord, FRAME_KINDS, type DecisionRecord } from "@fleet-persona/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openJournal } from "./journal/journal.ts";
import { fakeHub, offer, type FakeHub } from "./testing/fake-hub.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, toyBundle } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

const bundle = toyBundle();

async function hubWithPersona(): Promise<FakeHub> {
  const hub = await fakeHub();
  offer(hub, bundle);
  hub.assign(assignmentOf(bundle));
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

/** Every number from 1 on is there: nothing lost. The map's keys make doubles impossible; their content is checked. */
function expectNoHole(hub: FakeHub): void {
  const seqs = [...hub.frames.values()].map(({ seq }) => seq).sort((a, b) => a - b);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
}

describe("startAgent", () => {
  it("startAgent installs the assigned Persona, decides, applies and reports", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    const target = toyTarget();
    target.signals["request_rate"] = 300;
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => Number(target.config["workers"]) > 10);
    await eventually("the apply was reported", () => decisionsOf(hub).some(({ apply }) => apply.kind === "applied"));
    const status = agent.status();
    expect(status).toMatchObject({ connected: true, mode: "active", fallback: null });
    expect(status.decisions.applied).toBeGreaterThan(0);
    expect(decisionsOf(hub)[0]?.explanation).toMatch(/because/);
  });

  it("startAgent applies nothing in shadow", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    hub.assign(assignmentOf(bundle, { mode: "shadow" }));
    const target = toyTarget();
    target.signals["request_rate"] = 300;
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it decided in shadow", () =>
      decisionsOf(hub).some(({ decision }) => decision.outcome === "adjust"),
    );
    expect(target.written).toEqual([]);
    expect(agent.status().decisions.applied).toBe(0);
  });

  it("startAgent goes on deciding while the hub is gone and delivers every frame once afterwards", async () => {
    using state = temporaryState();
    const hub = await hubWithPersona();
    const target = toyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it is active", () => agent.status().decisions.taken > 5);
    await hub[Symbol.asyncDispose]();
    const before = agent.status().decisions;
    target.signals["request_rate"] = 300;
    await eventually("it decided on its own", () => agent.status().decisions.taken > before.taken + 30);
    expect(agent.status()).toMatchObject({ connected: false });
    expect(agent.status().decisions.applied).toBeGreaterThan(before.applied);
    await using back = await fakeHub(Number(new URL(hub.url).port), hub);
    await eventually("everything arrived", () => agent.status().connected && agent.status().outbox.frames <= 1, 20_000);
    expectNoHole(back);
  });

  it("startAgent sends frames again that the hub could not commit, with the same content", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    await using agent = await toyAgent(state, hub.url, toyTarget());
    await eventually("it is active", () => agent.status().decisions.taken > 5);
    hub.commits = false;
    await sleep(1000);
    hub.dropConnections();
    await sleep(200);
    hub.commits = true;
    hub.dropConnections();
    await eventually("everything arrived", () => agent.status().connected && agent.status().outbox.frames <= 1, 20_000);
    expectNoHole(hub);
    expect([...hub.arrivals.values()].some((times) => times > 1)).toBe(true);
  });

  it("startAgent restarts on its last Persona without any hub", async () => {
    using state = temporaryState();
    {
      await using hub = await hubWithPersona();
      await using agent = await toyAgent(state, hub.url, toyTarget());
      await eventually("the Persona runs", () => agent.status().persona !== null && agent.status().decisions.taken > 0);
    }
    await using again = await toyAgent(state, "http://127.0.0.1:9", toyTarget());
    const { taken } = again.status().decisions;
    await eventually("it decides", () => again.status().decisions.taken > taken + 5);
    expect(again.status()).toMatchObject({ connected: false, mode: "active" });
  });

  it("startAgent decides nothing while the target is lost, and reads it anew when it is back", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    const target = toyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it decides", () => agent.status().decisions.taken > 5);
    target.faults.down = true;
    await eventually("the loss was seen", () => agent.status().targets[0]?.state === "lost");
    const { taken } = agent.status().decisions;
    await sleep(300);
    expect(agent.status().decisions.taken).toBe(taken);
    target.config["workers"] = 5;
    target.faults.down = false;
    await eventually("it decides again", () => agent.status().decisions.taken > taken + 2);
    await eventually("both events arrived", () => eventsOf(hub).includes("target-recovered"));
    expect(eventsOf(hub)).toContain("target-lost");
  });

  for (const [name, value] of [
    ["stops", undefined],
    ["turns NaN", Number.NaN],
  ] as const) {
    it(`startAgent lets the fallback decide when a required signal ${name}`, async () => {
      using state = temporaryState();
      await using hub = await hubWithPersona();
      const target = toyTarget();
      await using agent = await toyAgent(state, hub.url, target);
      await eventually("it decides", () => agent.status().decisions.taken > 3 && agent.status().fallback === null);
      target.signals["request_rate"] = value;
      await eventually("the fallback decides", () => agent.status().fallback?.includes("request_rate") === true);
      await eventually(
        "it was told",
        () => eventsOf(hub).includes("fallback-entered") && eventsOf(hub).includes("signal-lost"),
      );
      await eventually("the signal reads as nothing", () =>
        decisionsOf(hub).some(
          ({ decision }) => decision.decider === "fallback" && decision.signals["request_rate"] === null,
        ),
      );
      target.signals["request_rate"] = 100;
      await eventually("the policy decides again", () => agent.status().fallback === null);
    });
  }

  it("startAgent keeps talking to the hub while the target hangs", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    const target = toyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it decides", () => agent.status().decisions.taken > 3);
    target.faults.slowMs = 3000;
    const messages = hub.messages.length;
    await eventually("the target counts as lost", () => eventsOf(hub).includes("target-lost"));
    await eventually("status still arrives", () => hub.messages.slice(messages).some(({ type }) => type === "status"));
    expect(agent.status().connected).toBe(true);
  });

  it("startAgent undoes at the start what a crash left half applied", async () => {
    using state = temporaryState();
    const target = toyTarget();
    target.config["workers"] = 9;
    {
      using journal = openJournal(state.journal);
      journal.beginApply(7, { workers: 2 }, { workers: 12 });
    }
    await using agent = await toyAgent(state, "http://127.0.0.1:9", target);
    await eventually("the old value is back", () => target.config["workers"] === 2);
    await eventually("it was said", () => agent.log.some((line) => line.includes("the agent died")));
    using journal = openJournal(state.journal, { readOnly: true });
    expect(journal.unfinishedApplies()).toEqual([]);
  });

  it("startAgent lets only listed signals leave the host", async () => {
    using state = temporaryState();
    await using hub = await hubWithPersona();
    await using agent = await toyAgent(state, hub.url, toyTarget(), { export_signals: ["latency_p95"] });
    await eventually("decisions arrived", () => decisionsOf(hub).length > 0 && agent.status().connected);
    const names = hub.messages.flatMap((message) => (message.type === "dictionary" ? message.signals : []));
    expect(names.map(({ name }) => name)).toContain("latency_p95.trend");
    expect(names.some(({ name }) => name.startsWith("request_rate"))).toBe(false);
    for (const { decision } of decisionsOf(hub)) expect(decision.signals).not.toHaveProperty("request_rate");
  });
});
