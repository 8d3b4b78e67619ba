import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { TestAgent, enrolNewHost } from "./testing/test-agent.fixture.ts";
import { GatewayProcess, eventually } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub } from "./testing/test-hub.fixture.ts";

async function startAgents(hub: TestHub, url: string): Promise<TestAgent[]> {
  const agents: TestAgent[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { identity, key } = await enrolNewHost(url, await hub.newToken(await hub.newTenant()));
    agents.push(new TestAgent(url, identity, key.privateKey));
  }
  return agents;
}

async function expectExactlyOnce(hub: TestHub, agents: readonly TestAgent[]): Promise<void> {
  for (const agent of agents) {
    const stored = await hub.storedFrames(agent.hostId);
    expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: agent.appended }, (_, index) => index + 1));
    expect(stored.filter(({ copies }) => copies !== 1)).toEqual([]);
    expect(agent.refused).toEqual([]);
  }
}

describe("the gateway", () => {
  it("loses and doubles nothing when it is killed under load, twice", async () => {
    await using hub = await startTestHub();
    await using gateway = await GatewayProcess.start(hub.database);
    using stack = new DisposableStack();
    const agents = await startAgents(hub, gateway.url);
    for (const agent of agents) stack.use(agent);
    const load = Promise.all(agents.map((agent) => agent.stream(6, 200)));
    for (let kill = 0; kill < 2; kill += 1) {
      await sleep(1200);
      await gateway.end("SIGKILL");
      await sleep(800);
      await gateway.start();
    }
    await load;
    await eventually(() => agents.every((agent) => agent.outbox.length === 0));
    await expectExactlyOnce(hub, agents);
  });

  it("keeps its sessions and acks nothing uncommitted while PostgreSQL is killed and comes back", async () => {
    await using hub = await startTestHub();
    await using gateway = await GatewayProcess.start(hub.database);
    using stack = new DisposableStack();
    const agents = await startAgents(hub, gateway.url);
    for (const agent of agents) stack.use(agent);
    const load = Promise.all(agents.map((agent) => agent.stream(8, 200)));
    await sleep(1500);
    const sessions = agents.map((agent) => agent.welcome?.sessionId);
    await hub.database.server.kill();
    await sleep(500);
    const waiting = agents.map((agent) => agent.outbox[0]);
    await sleep(2500);
    expect(agents.map((agent) => agent.outbox[0])).toEqual(waiting);
    await hub.database.server.restart();
    await load;
    await eventually(() => agents.every((agent) => agent.outbox.length === 0));
    expect(agents.map((agent) => agent.welcome?.sessionId)).toEqual(sessions);
    await expectExactlyOnce(hub, agents);
  });

  it("commits what it holds, says why, and exits 0 on SIGTERM", async () => {
    await using hub = await startTestHub();
    await using gateway = await GatewayProcess.start(hub.database);
    using stack = new DisposableStack();
    const agents = await startAgents(hub, gateway.url);
    for (const agent of agents) stack.use(agent);
    await Promise.all(agents.map((agent) => agent.stream(1, 100)));
    expect(await gateway.end("SIGTERM")).toBe(0);
    await eventually(() => agents.every((agent) => agent.failures.includes("draining")));
    await gateway.start();
    await eventually(() => agents.every((agent) => agent.outbox.length === 0));
    await expectExactlyOnce(hub, agents);
  });
});
