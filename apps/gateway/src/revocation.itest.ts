import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gateway } from "./server.ts";
import { TestAgent, enrolNewHost } from "./testing/test-agent.fixture.ts";
import { eventually, startTestGateway } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub } from "./testing/test-hub.fixture.ts";

describe("a gateway, when a Persona is revoked", () => {
  let hub: TestHub;
  let gateway: Gateway;

  beforeAll(async () => {
    hub = await startTestHub();
    gateway = await startTestGateway(hub.database);
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
  });

  it("tells every connected agent of every fleet that runs it, each in the shape of its version, and who connects later", async () => {
    const [tenant, bystander] = [await hub.newTenant(), await hub.newTenant()];
    const digest = await hub.assignNewPersona(tenant);
    await hub.assignNewPersona(bystander);
    const connect = async (of: typeof tenant, max: number): Promise<TestAgent> => {
      const { identity, key } = await enrolNewHost(gateway.url, await hub.newToken(of));
      const agent = new TestAgent(gateway.url, identity, key.privateKey, { min: 1, max });
      await eventually(() => agent.states.length > 0);
      return agent;
    };
    using three = await connect(tenant, 3);
    using two = await connect(tenant, 2);
    using one = await connect(tenant, 1);
    using other = await connect(bystander, 3);
    const before = other.states.length;
    await hub.revokePersona(digest, "It leaks");
    await eventually(() => three.states.at(-1)?.revocations?.[0]?.digest === digest);
    expect(three.states.at(-1)?.revocations?.[0]).toMatchObject({ reason: "It leaks" });
    expect(three.states.at(-1)?.assignment?.digest).toBe(digest);
    await eventually(() => two.states.at(-1)?.control?.killSwitch?.reason === "its Persona was revoked: It leaks");
    await eventually(() => one.states.at(-1)?.paused === true);
    using late = await connect(tenant, 3);
    expect(late.states[0]?.revocations?.[0]?.digest).toBe(digest);
    expect(other.states.length).toBe(before);
    expect([...three.failures, ...two.failures, ...one.failures]).toEqual([]);
  });
});
