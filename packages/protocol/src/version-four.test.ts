import { describe, expect, it } from "vitest";
import { agentSession, initialAgentSession } from "./agent-session.ts";
import { encodeFrame, FRAME_KINDS, type DataFrame } from "./frame.ts";
import { gatewaySession, initialGatewaySession } from "./gateway-session.ts";
import type { Assignment } from "./messages-from-hub.ts";
import { stateSchema } from "./messages-from-hub.ts";
import { decodeDecisionRecord, encodeRecord, type DecisionRecord } from "./records.ts";
import { SessionSimulation } from "./session-simulation.ts";
import { frameFor, stateFor, statusFor } from "./state-for-version.ts";

const fleetId = "018f0000-0000-7000-8000-000000000001";
const experimentId = "018f0000-0000-7000-8000-000000000006";
const experiment = { experimentId, arm: "bolder", marker: 17, explore: { everyMs: 30_000 } };
const assignment: Assignment = {
  assignmentId: fleetId,
  personaId: "acme/toy",
  version: 1,
  digest: "a".repeat(64),
  publisherKeys: [{ fingerprint: "SHA256:x", publicKey: Buffer.alloc(32).toString("base64") }],
  mode: "active",
  settings: { riskTolerance: 0.4, decider: "fallback" },
  bounds: {},
  experiment,
};
const state = { fleetId, revision: 3, paused: false, pausedUntil: null, assignment };
const status = {
  persona: null,
  mode: "active" as const,
  paused: false,
  config: {},
  health: {
    fallback: null,
    targets: [],
    outbox: { frames: 0, bytes: 0 },
    process: { rssMb: 1, cpuShare: 0, decisionP99Ms: null, uptimeS: 1 },
  },
  experiment: { experimentId, arm: "bolder", since: 5 },
};
const record: DecisionRecord = {
  persona: null,
  assignmentId: fleetId,
  decision: {
    at: 9,
    mode: "active",
    decider: "policy",
    handover: null,
    outcome: "hold",
    because: "at-recommendation",
    deviationScore: 0,
    magnitude: 0,
    confidence: { total: 1 },
    verdicts: [],
    signals: {},
    exploration: {
      everyMs: 30_000,
      at: 9,
      logProbability: -0.5,
      samples: {
        cpu_allocation: { sample: -0.02, logProbability: 1.5 },
        compression: { sample: 1, logProbability: -2 },
      },
      left: { caching_strategy: "not-leader" },
    },
  },
  explanation: "Because.",
  apply: { kind: "none" },
  tookMs: 1,
  experiment: { experimentId, arm: "bolder", marker: 17 },
};
const hello = { tenantId: fleetId, hostId: fleetId, agentVersion: "1", capabilities: { targets: [], attributes: [] } };

function streamingAgent(version: number) {
  return { ...initialAgentSession({ ...hello, epoch: 1, ackedSeq: 0 }), phase: "streaming" as const, version };
}

function streamingGateway(version: number) {
  return { ...initialGatewaySession({ creditWindow: 8, retentionMs: 1 }), phase: "streaming" as const, version };
}

describe("stateFor, of an experiment", () => {
  it("leaves version 4 alone", () => {
    expect(stateFor(4, state)).toBe(state);
    expect(stateSchema.parse({ type: "state", ...state })).toEqual({ type: "state", ...state });
  });

  it.each([3, 2, 1])("gives version %i the arm's Persona and a floor that leaves it to its fallback", (version) => {
    const told = stateFor(version, state);
    expect(told.assignment).not.toHaveProperty("experiment");
    expect(told.assignment?.settings).toEqual({ riskTolerance: 0.4, confidenceFloor: 1 });
  });

  it("keeps the floor where the policy is asked, and a state without assignment as it is", () => {
    const settings = { confidenceFloor: 0.3, decider: "policy" as const };
    expect(stateFor(3, { ...state, assignment: { ...assignment, settings } }).assignment?.settings).toEqual({
      confidenceFloor: 0.3,
    });
    expect(stateFor(3, { ...state, assignment: null }).assignment).toBeNull();
  });
});

describe("statusFor", () => {
  it("tells a hub of an older version nothing of the arm, and the newest all of it", () => {
    const sent = (version: number): string =>
      JSON.stringify(agentSession(streamingAgent(version), { type: "status", status }));
    expect(sent(4)).toContain("bolder");
    expect(sent(3)).not.toContain("experiment");
    expect(statusFor(3, { ...status, revocation: null })).toHaveProperty("revocation");
    expect(statusFor(2, { ...status, revocation: null })).not.toHaveProperty("revocation");
  });

  it("is heard by a gateway with the arm and without", () => {
    for (const told of [status, { ...status, experiment: null }, statusFor(3, status)]) {
      const text = JSON.stringify({ type: "status", ...told });
      const heard = gatewaySession(streamingGateway(4), { type: "text", text, now: 0 });
      expect(heard.effects).toEqual([{ type: "status", status: { type: "status", ...told } }]);
    }
  });
});

describe("frameFor", () => {
  const frame: DataFrame = { kind: FRAME_KINDS.decision, epoch: 1, seq: 1, at: 9, payload: encodeRecord(record) };

  it("sends an older hub the record without what it would refuse, under the same number", () => {
    expect(frameFor(4, frame)).toBe(frame);
    const { experiment: _unknown, ...known } = record;
    const old = frameFor(3, frame);
    expect(decodeDecisionRecord(old.payload)).toEqual({ kind: "record", record: known });
    expect(old).toMatchObject({ epoch: 1, seq: 1, at: 9 });
  });

  it("leaves alone what carries no experiment and what cannot be read", () => {
    const { experiment: _none, ...plain } = record;
    const others = [
      { ...frame, payload: encodeRecord(plain) },
      { ...frame, payload: new Uint8Array([1]) },
      { ...frame, kind: FRAME_KINDS.metrics },
    ];
    for (const other of others) expect(frameFor(3, other)).toBe(other);
  });

  it("is what agentSession sends", () => {
    const sent = (version: number) =>
      agentSession(
        { ...streamingAgent(version), creditWindow: 8, outbox: "reading" as const },
        { type: "outbox-items", after: 0, items: [{ kind: "frame", frame }] },
      ).effects;
    expect(sent(4)).toContainEqual({ type: "send-binary", bytes: encodeFrame(frame) });
    expect(sent(3)).toContainEqual({ type: "send-binary", bytes: encodeFrame(frameFor(3, frame)) });
  });
});

describe("decodeDecisionRecord", () => {
  it("reads what was drawn and the arm it was drawn under", () => {
    expect(decodeDecisionRecord(encodeRecord(record))).toEqual({ kind: "record", record });
  });

  it.each([
    ["an arm without a marker", { experiment: { experimentId, arm: "bolder" } }],
    ["a probability that is no number", { decision: { ...record.decision, exploration: { everyMs: 1, at: 1 } } }],
    ["an exploration of an arm's record", { experiment }],
  ])("refuses %s", (_, change) => {
    const payload = encodeRecord({ ...record, ...change } as DecisionRecord);
    expect(decodeDecisionRecord(payload)).toMatchObject({ kind: "malformed", code: "payload-invalid" });
  });
});

describe("agentSession", () => {
  it.each([
    ["a marker of nought", { ...experiment, marker: 0 }],
    ["a marker that is no whole number", { ...experiment, marker: 1.5 }],
    ["an arm without a name", { ...experiment, arm: "" }],
    ["an experiment without an id", { ...experiment, experimentId: "six" }],
    ["a pace of nought", { ...experiment, explore: { everyMs: 0 } }],
    ["no word about exploring", { experimentId, arm: "bolder", marker: 1 }],
    ["a field nobody knows", { ...experiment, command: "rm" }],
  ])("refuses %s as an invalid message", (_, bad) => {
    const text = JSON.stringify({ type: "state", ...state, assignment: { ...assignment, experiment: bad } });
    const { effects, state: after } = agentSession(streamingAgent(4), { type: "text", text });
    expect(after.phase).toBe("closing");
    expect(effects).toMatchObject([{ type: "session-failed", code: "invalid-message" }, { type: "close" }]);
  });

  it("refuses a decider nobody knows", () => {
    const settings = { decider: "oracle" };
    const text = JSON.stringify({ type: "state", ...state, assignment: { ...assignment, settings } });
    expect(agentSession(streamingAgent(4), { type: "text", text }).effects).toMatchObject([
      { type: "session-failed", code: "invalid-message" },
      { type: "close" },
    ]);
  });

  it.each([
    ["an agent of version 3 and a gateway of 4", { min: 1, max: 3 }, { min: 1, max: 4 }, 3],
    ["an agent of version 4 and a gateway of 3", { min: 1, max: 4 }, { min: 1, max: 3 }, 3],
    ["both of version 4", { min: 1, max: 4 }, { min: 1, max: 4 }, 4],
  ])("streams between %s", (_, agent, gateway, version) => {
    const world = new SessionSimulation({ agent, gateway });
    world.happen({ kind: "append" });
    world.pump({ commits: true });
    expect(world.rows(1)).toBe(1);
    expect(world.agentVersion).toBe(version);
  });
});
