import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { realHub, type RealHub } from "./testing/real-hub.fixture.ts";
import { eventually, temporaryState, toyAgent, type ToyAgent } from "./testing/toy-agent.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

// At twenty rounds a second, three seconds are what a minute is to an agent on a host.
const OUTAGE_MS = 3000;
// An outage leaves sixty frames and more; a few are always on their way, more of them on a busy machine.
const BACKLOG_FRAMES = 30;

async function decidesThrough(agent: ToyAgent, change: () => void): Promise<void> {
  const before = agent.status().decisions;
  change();
  await sleep(OUTAGE_MS);
  const after = agent.status().decisions;
  expect(after.taken - before.taken).toBeGreaterThan(OUTAGE_MS / 50 / 2);
  expect(after.applied).toBeGreaterThan(before.applied);
}

// Count and key: every number up to the last is stored, each in one row.
async function expectExactlyOnce(hub: RealHub, hostId: string): Promise<number> {
  const stored = await hub.storedNumbers(hostId);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  expect(stored.filter(({ copies }) => copies !== 1)).toEqual([]);
  return stored.length;
}

describe("startAgent with a real gateway", () => {
  it("startAgent goes on while the gateway is killed and then PostgreSQL, and every frame is stored exactly once", async () => {
    await using hub = await realHub();
    using state = temporaryState();
    const identity = await hub.enrol(state);
    const target = toyTarget();
    {
      await using agent = await toyAgent(state, hub.gateway.url, target, {}, identity);
      await eventually("it is connected", () => agent.status().connected, 20_000);
      await hub.activateToyPersona();
      await eventually(
        "the Persona is active",
        () => agent.status().mode === "active" && agent.status().decisions.taken > 20,
        20_000,
      );

      await hub.gateway.end("SIGKILL");
      await decidesThrough(agent, () => (target.signals["request_rate"] = 300));
      expect(agent.status().connected).toBe(false);
      await hub.gateway.start();
      await eventually(
        "the backlog went out",
        () => agent.status().connected && agent.status().outbox.frames < BACKLOG_FRAMES,
        60_000,
      );

      await hub.postgres.kill();
      await decidesThrough(agent, () => (target.signals["request_rate"] = 20));
      expect(agent.status().outbox.frames).toBeGreaterThan(BACKLOG_FRAMES);
      await hub.postgres.restart();
      await eventually(
        "the backlog went out again",
        () => agent.status().connected && agent.status().outbox.frames < BACKLOG_FRAMES,
        60_000,
      );
    }
    expect(await expectExactlyOnce(hub, identity.hostId)).toBeGreaterThan(150);
  });
});
