import { describe, expect, it } from "vitest";
import { agentSession, initialAgentSession } from "./agent-session.ts";
import type { Control } from "./control.ts";
import { gatewaySession, initialGatewaySession } from "./gateway-session.ts";
import { stateSchema } from "./messages-from-hub.ts";
import { stateFor } from "./state-for-version.ts";

const fleetId = "018f0000-0000-7000-8000-000000000001";
const control: Control = {
  killSwitch: null,
  pauses: [],
  freezeWindows: [],
  triggers: [],
  declared: { cpu_allocation: 0.2 },
  stepLimits: {},
  rollout: { place: 0, hosts: 2, perWindow: 1, windowMs: 30_000, jitter: 0.5 },
  resumedAt: {},
};
const state = {
  fleetId,
  revision: 3,
  paused: false,
  pausedUntil: null,
  assignment: null,
  control,
  leadership: { epoch: 2, holder: fleetId, seq: 1, values: { caching_strategy: "micro" } },
};
const context = { fleetId, signals: [], campaigns: [], intents: [] };
const lease = { fleetId, epoch: 2, holder: fleetId, ttlMs: 45_000, graceMs: 60_000, askedAt: 5 };

function streamingGateway(version: number) {
  return {
    ...initialGatewaySession({ creditWindow: 8, retentionMs: 1 }),
    phase: "streaming" as const,
    version,
  };
}

function streamingAgent(version: number) {
  const hello = {
    tenantId: fleetId,
    hostId: fleetId,
    agentVersion: "1",
    capabilities: { targets: [], attributes: [] },
  };
  return { ...initialAgentSession({ ...hello, epoch: 1, ackedSeq: 0 }), phase: "streaming" as const, version };
}

describe("stateFor", () => {
  it("leaves version 2 alone and gives version 1 nothing it would refuse", () => {
    expect(stateFor(2, state)).toStrictEqual(state);
    expect(Object.keys(stateFor(1, state))).toStrictEqual([
      "fleetId",
      "revision",
      "paused",
      "pausedUntil",
      "assignment",
    ]);
  });

  it.each<[string, Partial<Control>]>([
    ["a kill switch", { killSwitch: { since: 1, by: "sre@example.com", reason: "incident" } }],
    ["a pause of one direction", { pauses: [{ scope: { kind: "direction", direction: "shrink" }, until: 9 }] }],
  ])("stops a version 1 agent for %s", (_, change) => {
    expect(stateFor(1, { ...state, control: { ...control, ...change } })).toMatchObject({
      paused: true,
      pausedUntil: null,
    });
  });
});

describe("gatewaySession", () => {
  it("sends context and lease to version 2 alone", () => {
    for (const event of [
      { type: "context", context },
      { type: "lease", lease },
    ] as const) {
      expect(gatewaySession(streamingGateway(2), event).effects).toHaveLength(1);
      expect(gatewaySession(streamingGateway(1), event).effects).toHaveLength(0);
    }
  });

  it("hears a question for the lease and a leader's values in version 2, and ends version 1 for them", () => {
    const lead = { type: "text", text: JSON.stringify({ type: "lead", askedAt: 7 }), now: 0 } as const;
    expect(gatewaySession(streamingGateway(2), lead).effects).toStrictEqual([{ type: "lead", askedAt: 7 }]);
    expect(gatewaySession(streamingGateway(1), lead).state.phase).toBe("closed");
    const values = { type: "fleet-values", epoch: 2, seq: 1, at: 7, values: { compression: "on" } } as const;
    const told = gatewaySession(streamingGateway(2), { type: "text", text: JSON.stringify(values), now: 0 });
    expect(told.effects).toStrictEqual([{ type: "fleet-values", values }]);
  });
});

describe("agentSession", () => {
  it("says nothing of leaders to a hub of version 1", () => {
    expect(agentSession(streamingAgent(1), { type: "lead", askedAt: 7 }).effects).toHaveLength(0);
    expect(agentSession(streamingAgent(2), { type: "lead", askedAt: 7 }).effects).toHaveLength(1);
  });

  it("hands lease, context and control on", () => {
    for (const message of [
      { type: "lease", ...lease },
      { type: "context", ...context },
    ])
      expect(agentSession(streamingAgent(2), { type: "text", text: JSON.stringify(message) }).effects).toMatchObject([
        { type: message.type },
      ]);
    const message = stateSchema.parse({ type: "state", ...state });
    const told = agentSession(streamingAgent(2), { type: "text", text: JSON.stringify(message) });
    expect(told.effects).toStrictEqual([{ type: "fleet-state", state: message }]);
  });

  it("refuses a state that names a command, a path or an address", () => {
    for (const extra of [{ command: "rm" }, { path: "/etc/passwd" }, { url: "http://10.0.0.1" }]) {
      const text = JSON.stringify({ type: "state", ...state, control: { ...control, ...extra } });
      expect(agentSession(streamingAgent(2), { type: "text", text }).state.phase).toBe("closing");
    }
  });
});
