import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialAgentSession, agentSession } from "./agent-session.ts";
import { stateSchema } from "./messages-from-hub.ts";
import { SessionSimulation, type Happening } from "./session-simulation.ts";

/** One thing that happens to the simulated world. */
const count = fc.integer({ min: 1, max: 4 });
const delivery = fc.record({
  kind: fc.constantFrom("deliver-up", "deliver-down"),
  // Mostly the newest connection, now and then one that was cut with messages still under way.
  connection: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) },
  ),
  count,
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: "append" } as const) },
  { weight: 40, arbitrary: delivery },
  { weight: 20, arbitrary: fc.record({ kind: fc.constantFrom("commit", "answer-read") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("cut", "gateways-die", "agent-restarts") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("drop-oldest"), count }) },
);

describe("agentSession and gatewaySession", () => {
  it("commit every frame exactly once or report it gone, whatever connections, gateways and agents do", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 250, size: "max" }), (happenings) => {
        const world = new SessionSimulation();
        for (const one of happenings) world.happen(one);
        world.pump({ commits: true });
        expect(world.problems).toEqual([]);
        expect(world.outboxLength).toBe(0);
        for (let seq = 1; seq <= world.appended; seq += 1)
          expect(world.rows(seq) === 1 || (world.rows(seq) === 0 && world.reportedGone(seq)), `frame ${seq}`).toBe(
            true,
          );
      }),
      { numRuns: 200 },
    );
  });

  it("never ack a frame that is not committed", () => {
    const world = new SessionSimulation();
    for (let appended = 0; appended < 20; appended += 1) world.happen({ kind: "append" });
    world.pump({ commits: false });
    expect(world.outboxLength).toBe(20);
    world.pump({ commits: true });
    expect(world.outboxLength).toBe(0);
  });

  it.each([
    ["an agent of version N - 1 and a gateway of N", { min: 1, max: 1 }, { min: 1, max: 2 }, 1],
    ["an agent of version N and a gateway of N - 1", { min: 1, max: 2 }, { min: 1, max: 1 }, 1],
    ["both of version N", { min: 1, max: 2 }, { min: 1, max: 2 }, 2],
  ])("stream between %s", (_, agent, gateway, version) => {
    const world = new SessionSimulation({ agent, gateway });
    world.happen({ kind: "append" });
    world.pump({ commits: true });
    expect(world.rows(1)).toBe(1);
    expect(world.agentVersion).toBe(version);
  });
});

describe("agentSession", () => {
  const settings = {
    tenantId: "018f0000-0000-7000-8000-000000000001",
    hostId: "018f0000-0000-7000-8000-000000000002",
    agentVersion: "1",
    capabilities: { targets: [], attributes: [] },
    epoch: 1,
    ackedSeq: 0,
  };

  it.each([
    ["an ack of what was not sent", { type: "ack", epoch: 1, upTo: 9, refused: [] }],
    ["an ack of another epoch", { type: "ack", epoch: 2, upTo: 1, refused: [] }],
    ["a second challenge", { type: "challenge", protocol: 1, nonce: `${"A".repeat(43)}=` }],
  ])("closes on %s", (_, message) => {
    const streaming = { ...initialAgentSession(settings), phase: "streaming" as const };
    const { state, effects } = agentSession(streaming, { type: "text", text: JSON.stringify(message) });
    expect(state.phase).toBe("closing");
    expect(effects).toMatchObject([{ type: "session-failed", code: "unexpected-message" }, { type: "close" }]);
  });

  it("hands the fleet's state on and waits long after a refusal only a person can lift", () => {
    const streaming = { ...initialAgentSession(settings), phase: "streaming" as const };
    const fleetState = stateSchema.parse({
      type: "state",
      fleetId: settings.hostId,
      revision: 1,
      paused: false,
      pausedUntil: null,
      assignment: null,
    });
    const told = agentSession(streaming, { type: "text", text: JSON.stringify(fleetState) });
    expect(told.effects).toEqual([{ type: "fleet-state", state: fleetState }]);
    const refusal = { type: "error", code: "identity-refused", message: "no" };
    const refused = agentSession(told.state, { type: "text", text: JSON.stringify(refusal) });
    const closed = agentSession(refused.state, { type: "closed", chance: 0 });
    expect(closed.effects).toEqual([{ type: "connect", afterMs: 15_000 }]);
  });
});
