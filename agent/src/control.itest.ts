import { decodeDecisionRecord, decodeEventRecord, FRAME_KINDS, type Control } from "@fleet-persona/protocol";
import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { dryRun } from "./loop/dry-run.ts";
import { openJournal } from "./journal/journal.ts";
import { loadStoredPersona } from "./personas/stored-persona.ts";
import { fakeHub, offer, type FakeHub } from "./testing/fake-hub.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, toyBundle } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

const HOST = "0198f2a0-0000-7000-8000-00000000000b";
const OTHER = "0198f2a0-0000-7000-8000-00000000000c";
const bundle = toyBundle();
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

async function hubOfVersion2(leader: string | null = HOST): Promise<FakeHub> {
  const hub = await fakeHub();
  hub.protocol = 2;
  hub.leader = leader;
  offer(hub, bundle);
  hub.say({ assignment: assignmentOf(bundle), control });
  return hub;
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

describe("startAgent, under control", () => {
  it("startAgent goes to the safe configuration while the kill switch file is there, and goes on afterwards", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => Number(target.config["workers"]) > 10);
    writeFileSync(state.killSwitch, "incident 12");
    await eventually("the snapshot is back", () => target.config["workers"] === 2);
    await eventually("it was told", () => eventsOf(hub).includes("kill-switch-engaged"));
    expect(agent.status().killSwitch).toStrictEqual({ by: "this host", reason: "incident 12" });
    await sleep(300);
    expect(target.config["workers"]).toBe(2);
    rmSync(state.killSwitch);
    await eventually("it steers again", () => Number(target.config["workers"]) > 10);
  });

  it("startAgent obeys the hub's kill switch, keeps it over a restart without the hub, and uses what the tenant declared", async () => {
    using state = temporaryState();
    const target = busyTarget();
    {
      await using hub = await hubOfVersion2();
      await using agent = await toyAgent(state, hub.url, target);
      await eventually("workers grew", () => Number(target.config["workers"]) > 10);
      const killSwitch = { since: 1, by: "sre@example.com", reason: "incident 12" };
      hub.say({ control: { ...control, killSwitch, declared: { workers: 5 } } });
      await eventually("the declared value is set", () => target.config["workers"] === 5);
      expect(agent.status().killSwitch?.by).toBe("sre@example.com");
    }
    await using again = await toyAgent(state, "http://127.0.0.1:9", target);
    await eventually("it decides", () => again.status().decisions.taken > 0 && again.status().killSwitch !== null);
    await sleep(300);
    expect(target.config["workers"]).toBe(5);
  });

  it("startAgent yields to another hand and tells it", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => Number(target.config["workers"]) > 10);
    target.config["workers"] = 3;
    await eventually("it was noticed", () => agent.status().hands["workers"]?.kind === "drift");
    await sleep(300);
    expect(target.config["workers"]).toBe(3);
    await eventually("it was told", () => eventsOf(hub).includes("drift-detected"));
    hub.say({ control: { ...control, resumedAt: { workers: Date.now() } } });
    await eventually("it steers again", () => Number(target.config["workers"]) > 10);
  });

  it("startAgent blames nobody for what it finds after the target was away", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2();
    const target = busyTarget();
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => Number(target.config["workers"]) > 10);
    target.faults.down = true;
    await eventually("the loss was seen", () => agent.status().targets[0]?.state === "lost");
    target.config["workers"] = 3;
    target.faults.down = false;
    await eventually("it steers again", () => Number(target.config["workers"]) > 10);
    expect(agent.status().hands).toStrictEqual({});
  });

  it("startAgent decides the fleet's attributes as the leader and tells its values, and follows another's", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2(OTHER);
    const target = busyTarget();
    target.config["cache"] = "off";
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => Number(target.config["workers"]) > 10);
    expect(target.config["cache"]).toBe("off");
    hub.say({ leadership: { epoch: 1, holder: OTHER, seq: 1, values: { cache: "long" } } });
    await eventually("it follows", () => target.config["cache"] === "long");
    hub.leader = HOST;
    hub.leaseEpoch = 2;
    hub.say({});
    await eventually("it leads", () => agent.status().leadership === "leads");
    await eventually("its own choice is set", () => target.config["cache"] === "short");
    await eventually("it was told", () =>
      hub.messages.some((message) => message.type === "fleet-values" && message.values["cache"] === "short"),
    );
    expect(eventsOf(hub)).toContain("leader-gained");
  });

  it("startAgent hears context as signals, as old as it is", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2();
    await using agent = await toyAgent(state, hub.url, toyTarget(), { export_signals: ["conversion_rate"] });
    await eventually("it is connected", () => agent.status().connected);
    hub.tell({
      type: "context",
      fleetId: HOST,
      signals: [{ name: "conversion_rate", unit: "ratio", value: 0.03, ageMs: 500 }],
      campaigns: [],
      intents: [],
    });
    await eventually("it is measured", () =>
      hub.messages.some(
        (message) => message.type === "dictionary" && message.signals.some(({ name }) => name === "conversion_rate"),
      ),
    );
  });

  it("startAgent tells decisions that can be run again, with what each signal made of them", async () => {
    using state = temporaryState();
    await using hub = await hubOfVersion2();
    const target = busyTarget();
    {
      await using agent = await toyAgent(state, hub.url, target);
      await eventually("workers grew", () => Number(target.config["workers"]) > 10);
      await eventually("it arrived", () => agent.status().outbox.frames <= 1);
    }
    const told = [...hub.frames.values()].flatMap(({ kind, payload }) => {
      const decoded = kind === FRAME_KINDS.decision ? decodeDecisionRecord(payload) : undefined;
      return decoded?.kind === "record" && decoded.record.decision.outcome === "adjust"
        ? [decoded.record.decision]
        : [];
    });
    expect(told[0]).toMatchObject({
      attribution: [{ signal: "request_rate" }],
      replay: { steerable: ["workers", "cache"] },
    });
    using journal = openJournal(state.journal, { readOnly: true });
    const entry = journal.last({ outcome: "adjust" });
    const running = loadStoredPersona(state, assignmentOf(bundle));
    if (entry?.replay == null) throw new TypeError("the journal kept no replay");
    const again = dryRun(running, entry.decision, entry.replay, {});
    expect(JSON.parse(JSON.stringify(again))).toStrictEqual(entry.decision);
    const calm = dryRun(running, entry.decision, entry.replay, { signals: { request_rate: 20 } });
    expect(calm.verdicts[0]?.recommended).toBeLessThan(Number(entry.decision.verdicts[0]?.recommended));
    running.policy.release();
  });
});
