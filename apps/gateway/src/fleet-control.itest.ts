import {
  addCampaign,
  addPause,
  authenticateSource,
  createSource,
  declareIntent,
  endIntent,
  engageKillSwitch,
  execute,
  getFleet,
  leaseTerms,
  listCampaigns,
  pushSignals,
  releaseKillSwitch,
  removeCampaign,
} from "@fleet-persona/hub-core";
import { stateSchema } from "@fleet-persona/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gateway } from "./server.ts";
import { TestAgent, enrolNewHost } from "./testing/test-agent.fixture.ts";
import { eventually, startTestGateway } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub, type TestTenant } from "./testing/test-hub.fixture.ts";

const version1 = { min: 1, max: 1 };

describe("a gateway that speaks versions 1 and 2", () => {
  let hub: TestHub;
  let gateway: Gateway;
  let tenant: TestTenant;

  beforeAll(async () => {
    hub = await startTestHub();
    gateway = await startTestGateway(hub.database);
    tenant = await hub.newTenant();
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
  });

  const newAgent = async (of = tenant, versions?: typeof version1): Promise<TestAgent> => {
    const { identity, key } = await enrolNewHost(gateway.url, await hub.newToken(of));
    const agent = new TestAgent(gateway.url, identity, key.privateKey, versions);
    await eventually(() => agent.states.length > 0);
    return agent;
  };

  it("tells an agent of version 2 what people say beside the Persona, and stops one of version 1", async () => {
    const { owner, fleet } = tenant;
    const { fleetId } = fleet;
    using now = await newAgent();
    using before = await newAgent(tenant, version1);
    await execute(hub.deps, owner, engageKillSwitch, { fleetId, reason: "Checkout is broken" });
    await eventually(() => now.states.at(-1)?.control?.killSwitch?.reason === "Checkout is broken");
    await eventually(() => before.states.at(-1)?.paused === true);
    expect(before.states.at(-1)).not.toHaveProperty("control");
    expect(stateSchema.parse(before.states.at(-1))).toMatchObject({ pausedUntil: null });

    await execute(hub.deps, owner, releaseKillSwitch, { fleetId });
    await execute(hub.deps, owner, addPause, {
      fleetId,
      scope: { kind: "direction", direction: "shrink" },
      minutes: 5,
    });
    await eventually(() => now.states.at(-1)?.control?.pauses.length === 1);
    expect(now.states.at(-1)).toMatchObject({ paused: false, control: { killSwitch: null } });
    await eventually(() => (before.states.at(-1)?.revision ?? 0) === now.states.at(-1)?.revision);
    expect(before.states.at(-1)?.paused).toBe(true);
    before.append();
    await eventually(() => before.outbox.length === 0);
    expect([before.contexts, before.failures]).toEqual([[], []]);
  });

  it("sends context after the first state, within seconds of a change, and again while there are values", async () => {
    const other = await hub.newTenant();
    const { owner, fleet } = other;
    const { fleetId } = fleet;
    using agent = await newAgent(other);
    await eventually(() => agent.contexts.length > 0);
    expect(agent.contexts[0]).toMatchObject({ fleetId, signals: [], campaigns: [], intents: [] });

    const intent = await execute(hub.deps, owner, declareIntent, { fleetId, name: "prepare_for_surge", weight: 0.8 });
    await eventually(() => agent.contexts.at(-1)?.intents[0]?.name === "prepare_for_surge");
    using late = await newAgent(other);
    await eventually(() => late.contexts[0]?.intents[0]?.name === "prepare_for_surge");
    const startsAt = Date.now() + 60_000;
    await execute(hub.deps, owner, addCampaign, { fleetId, name: "Sale", startsAt, endsAt: startsAt + 60_000 });
    await eventually(() => agent.contexts.at(-1)?.campaigns[0]?.startsAt === startsAt);

    const { token } = await execute(hub.deps, owner, createSource, {
      fleetId,
      name: "shop",
      signals: ["conversion_rate"],
    });
    const source = await authenticateSource(hub.deps, token);
    const push = (value: number) =>
      pushSignals(hub.deps, source, [{ name: "conversion_rate", unit: "ratio", value, observedAt: null }]);
    // Faster than a busy source is passed on: the last value arrives all the same.
    for (const value of [0.01, 0.02, 0.03]) await push(value);
    await eventually(() => agent.contexts.at(-1)?.signals[0]?.value === 0.03);
    await eventually(() => late.contexts.at(-1)?.signals[0]?.value === 0.03);

    const heard = agent.contexts.length;
    await eventually(() => agent.contexts.length >= heard + 2);
    expect(agent.contexts.at(-1)?.signals[0]?.ageMs).toBeGreaterThan(agent.contexts[heard]?.signals[0]?.ageMs ?? 0);
    await execute(hub.deps, owner, endIntent, { fleetId, intentId: intent.intentId });
    await eventually(() => agent.contexts.at(-1)?.intents.length === 0);
    const [campaign] = await execute(hub.deps, owner, listCampaigns, { fleetId });
    await execute(hub.deps, owner, removeCampaign, { fleetId, campaignId: campaign?.campaignId ?? "" });
    await eventually(() => agent.contexts.at(-1)?.campaigns.length === 0);
    expect([agent.failures, late.failures]).toEqual([[], []]);
  });

  it("lets one host lead, keeps what it decides, and ignores a host that does not lead", async () => {
    const other = await hub.newTenant();
    const { owner, fleet } = other;
    using first = await newAgent(other);
    using second = await newAgent(other);
    const askedAt = 1_000;
    first.lead(askedAt);
    await eventually(() => first.leases.length > 0);
    const { ttlMs, graceMs } = leaseTerms;
    expect(first.leases[0]).toMatchObject({ epoch: 1, holder: first.hostId, ttlMs, graceMs, askedAt });
    second.lead();
    await eventually(() => second.leases.length > 0);
    expect(second.leases[0]).toMatchObject({ epoch: 1, holder: first.hostId });

    first.publish({ epoch: 1, seq: 1, values: { load_balancing_algorithm: "leastconn" } });
    await eventually(() => second.states.at(-1)?.leadership?.seq === 1);
    const leadership = { epoch: 1, holder: first.hostId, seq: 1, values: { load_balancing_algorithm: "leastconn" } };
    expect(second.states.at(-1)?.leadership).toEqual(leadership);
    second.publish({ epoch: 1, seq: 2, values: { load_balancing_algorithm: "random2" } });
    first.publish({ epoch: 0, seq: 3, values: { load_balancing_algorithm: "random2" } });
    first.publish({ epoch: 1, seq: 4, values: { load_balancing_algorithm: "uri_hash" } });
    await eventually(() => second.states.at(-1)?.leadership?.values["load_balancing_algorithm"] === "uri_hash");
    expect(second.states.every(({ leadership: said }) => said?.values["load_balancing_algorithm"] !== "random2")).toBe(
      true,
    );
    const view = await execute(hub.deps, owner, getFleet, { fleetId: fleet.fleetId });
    expect(view.leader).toMatchObject({ hostId: first.hostId, epoch: 1 });
  });
});
