import { describe, expect, it } from "vitest";
import { agentSession, initialAgentSession } from "./agent-session.ts";
import type { Control } from "./control.ts";
import type { Assignment } from "./messages-from-hub.ts";
import { stateSchema } from "./messages-from-hub.ts";
import { stateFor } from "./state-for-version.ts";

const fleetId = "018f0000-0000-7000-8000-000000000001";
const digest = "a".repeat(64);
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
const assignment: Assignment = {
  assignmentId: fleetId,
  personaId: "acme/toy",
  version: 1,
  digest,
  publisherKeys: [{ fingerprint: "SHA256:x", publicKey: Buffer.alloc(32).toString("base64") }],
  mode: "active",
  settings: {},
  bounds: {},
};
const state = { fleetId, revision: 3, paused: false, pausedUntil: null, assignment, control };
const revocation = { digest, since: 5, startsAt: 60_005, reason: "leaks" };

describe("stateFor, of a revoked Persona", () => {
  it("leaves version 3 alone", () => {
    const told = { ...state, revocations: [revocation] };
    expect(stateFor(3, told)).toBe(told);
    expect(stateSchema.parse({ type: "state", ...told })).toEqual({ type: "state", ...told });
  });

  it("stops a version 2 agent with a kill switch and a version 1 agent with a pause", () => {
    const told = { ...state, revocations: [revocation] };
    const two = stateFor(2, told);
    expect(two).not.toHaveProperty("revocations");
    expect(two.control?.killSwitch).toEqual({ since: 5, by: "the hub", reason: "its Persona was revoked: leaks" });
    expect(stateFor(1, told)).toMatchObject({ paused: true, pausedUntil: null });
  });

  it("lets an older agent go on when what was revoked is not what it runs", () => {
    const told = { ...state, revocations: [{ ...revocation, digest: "b".repeat(64) }] };
    expect(stateFor(2, told).control?.killSwitch).toBeNull();
  });
});

describe("agentSession", () => {
  it("tells a hub of an older version nothing of revocations in its status", () => {
    const settings = {
      tenantId: fleetId,
      hostId: fleetId,
      agentVersion: "1",
      capabilities: { targets: [], attributes: [] },
      epoch: 1,
      ackedSeq: 0,
    };
    const status = {
      persona: null,
      mode: "active",
      paused: false,
      config: {},
      health: {
        fallback: null,
        targets: [],
        outbox: { frames: 0, bytes: 0 },
        process: { rssMb: 1, cpuShare: 0, decisionP99Ms: null, uptimeS: 1 },
      },
      revocation: { digest, state: "safe", startsAt: 5, message: null },
    } as const;
    const textOf = (version: number): string => {
      const agent = { ...initialAgentSession(settings), phase: "streaming" as const, version };
      return JSON.stringify(
        agentSession(agent, { type: "status", status: { ...status, health: { ...status.health, targets: [] } } }),
      );
    };
    expect(textOf(3)).toContain("revocation");
    expect(textOf(2)).not.toContain("revocation");
  });
});
