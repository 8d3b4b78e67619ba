import { setTimeout as sleep } from "node:timers/promises";
import { pauseFleet, execute } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gateway } from "./server.ts";
import { TestAgent, enrolNewHost, newHostKey } from "./testing/test-agent.fixture.ts";
import { eventually, startTestGateway } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub, type TestTenant } from "./testing/test-hub.fixture.ts";

describe("ws /agent", () => {
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

  const newHost = async () => enrolNewHost(gateway.url, await hub.newToken(tenant));

  it("refuses a wrong key, and a host nobody knows, in the same words", async () => {
    const { identity } = await newHost();
    using wrong = new TestAgent(gateway.url, identity, newHostKey().privateKey);
    await eventually(() => wrong.failures.length > 0);
    const stranger = { ...identity, hostId: "018f0000-0000-7000-8000-000000000002" };
    using unknown = new TestAgent(gateway.url, stranger, newHostKey().privateKey);
    await eventually(() => unknown.failures.length > 0);
    expect([wrong.failures[0], unknown.failures[0]]).toEqual(["identity-refused", "identity-refused"]);
    expect(wrong.welcome).toBeNull();
  });

  it("refuses a host of another tenant that is claimed for one's own", async () => {
    const { identity, key } = await newHost();
    const other = await hub.newTenant();
    using agent = new TestAgent(gateway.url, { ...identity, tenantId: other.owner.tenantId }, key.privateKey);
    await eventually(() => agent.failures.includes("identity-refused"));
    expect(agent.welcome).toBeNull();
  });

  it("keeps frames under the session's own tenant and host, refuses the unkeepable one by one, and acks all", async () => {
    const { identity, key } = await newHost();
    using agent = new TestAgent(gateway.url, identity, key.privateKey);
    agent.append();
    agent.append(Date.now() - 40 * 86_400_000);
    agent.append(Date.now() + 2 * 86_400_000);
    agent.append(Date.now(), 99);
    agent.append();
    await eventually(() => agent.outbox.length === 0);
    expect(agent.refused).toEqual([
      { seq: 2, code: "too-old" },
      { seq: 3, code: "too-new" },
      { seq: 4, code: "dictionary-unknown" },
    ]);
    expect(await hub.storedFrames(identity.hostId)).toEqual([
      { tenantId: identity.tenantId, epoch: 1, seq: 1, copies: 1 },
      { tenantId: identity.tenantId, epoch: 1, seq: 5, copies: 1 },
    ]);
  });

  it("tells a host its fleet's state at once, and again whenever it changes", async () => {
    const { identity, key } = await newHost();
    using agent = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => agent.states.length > 0);
    expect(agent.states[0]).toMatchObject({ fleetId: tenant.fleet.fleetId, paused: false, assignment: null });
    await execute(hub.deps, tenant.owner, pauseFleet, { fleetId: tenant.fleet.fleetId, minutes: 5 });
    await eventually(() => agent.states.at(-1)?.paused === true);
    expect(agent.states.at(-1)?.revision).toBeGreaterThan(agent.states[0]?.revision ?? 0);
  });

  it.each([
    [4, { experimentId: "018f0000-0000-7000-8000-000000000006", arm: "bolder", since: 5 }],
    [3, undefined],
  ])("keeps the arm that a host of version %i says it is on", async (max, kept) => {
    const { identity, key } = await newHost();
    using agent = new TestAgent(gateway.url, identity, key.privateKey, { min: 1, max });
    await eventually(() => agent.states.length > 0);
    const usage = { rssMb: 1, cpuShare: 0, decisionP99Ms: null, uptimeS: 1 };
    const health = { fallback: null, targets: [], outbox: { frames: 0, bytes: 0 }, process: usage };
    const experiment = { experimentId: "018f0000-0000-7000-8000-000000000006", arm: "bolder", since: 5 };
    agent.status({ persona: null, mode: "active", paused: false, config: {}, health, revocation: null, experiment });
    let stored: unknown = null;
    for (let turn = 0; turn < 200 && stored === null; turn += 1) {
      await sleep(20);
      stored = await hub.storedStatus(agent.hostId);
    }
    expect((stored as { experiment?: unknown }).experiment).toEqual(kept);
    expect(agent.failures).toEqual([]);
  });

  it("lets the newest connection of a host supersede the one before", async () => {
    const { identity, key } = await newHost();
    using first = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => first.welcome !== null);
    using second = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => first.failures.includes("superseded"));
    await eventually(() => second.welcome !== null);
    expect(second.welcome?.leaseEpoch).toBeGreaterThan(first.welcome?.leaseEpoch ?? 0);
  });

  it.each([
    ["text that is no JSON", "?", "malformed-json"],
    ["a frame with a cut header", new Uint8Array(5), "frame-malformed"],
  ])("ends a session with a code on %s, and takes the agent back", async (_, data, code) => {
    const { identity, key } = await newHost();
    using agent = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => agent.welcome !== null);
    agent.sendRaw(data);
    await eventually(() => agent.failures.includes(code as "malformed-json"));
    agent.append();
    await eventually(() => agent.outbox.length === 0);
  });

  it("counts what it did", async () => {
    const { identity, key } = await newHost();
    using agent = new TestAgent(gateway.url, identity, key.privateKey);
    agent.append();
    await eventually(() => agent.outbox.length === 0);
    const summary = (await (await fetch(`${gateway.url}/metrics.json`)).json()) as Record<string, number>;
    expect(summary["framesTotal"]).toBeGreaterThan(0);
    expect(summary["ackP50Ms"]).toBeGreaterThan(0);
    expect(summary["sessions"]).toBeGreaterThan(0);
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toMatch(/^fleet_gateway_frames_total\{outcome="committed"\} [1-9]/m);
  });
});

describe("several gateways", () => {
  it("fence each other: the one with the older session of a host ends it, and cuts peers that fell silent", async () => {
    await using hub = await startTestHub();
    await using first = await startTestGateway(hub.database, 300);
    await using second = await startTestGateway(hub.database, 300);
    const { identity, key } = await enrolNewHost(first.url, await hub.newToken(await hub.newTenant()));
    using older = new TestAgent(first.url, identity, key.privateKey);
    older.append();
    await eventually(() => older.outbox.length === 0);
    using newer = new TestAgent(second.url, identity, key.privateKey);
    await eventually(() => older.failures.includes("superseded"));
    older[Symbol.dispose]();
    await eventually(() => newer.welcome !== null);

    newer.freeze();
    const sessions = async (): Promise<number> => {
      const summary = (await (await fetch(`${second.url}/metrics.json`)).json()) as { sessions: number };
      return summary.sessions;
    };
    await eventually(async () => (await sessions()) === 0);
  });
});

describe("GET /bundles/{digest}/{file}", () => {
  it("serves the assigned bundle to its host and nothing to anybody else", async () => {
    await using hub = await startTestHub();
    await using gateway = await startTestGateway(hub.database);
    const [tenant, other] = [await hub.newTenant(), await hub.newTenant()];
    const digest = await hub.assignNewPersona(tenant);
    const foreign = await hub.assignNewPersona(other);
    const { identity, key } = await enrolNewHost(gateway.url, await hub.newToken(tenant));
    using agent = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => agent.states.length > 0);
    expect(agent.states[0]?.assignment).toMatchObject({ digest, mode: "shadow" });

    const get = async (path: string, token = agent.welcome?.sessionToken ?? ""): Promise<number> =>
      (await fetch(`${gateway.url}/bundles/${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await get(`${digest}/persona.json`)).toBe(200);
    expect(await get(`${digest}/nothing.json`)).toBe(404);
    expect(await get(`${foreign}/persona.json`)).toBe(404);
    expect(await get(`${digest}/persona.json`, "0123456789")).toBe(401);
    expect(await get(`${digest}/persona.json`, "x y")).toBe(401);
    expect(await get(`${digest}/..%2fpersona.json`)).toBe(404);
  });
});
