import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import {
  authenticateSessionToken,
  closeAgentSession,
  openAgentSession,
  renewAgentSession,
} from "../agents/agent-session.ts";
import type { HostKey } from "../agents/host-key.ts";
import { readHostIdentity } from "../agents/read-host-identity.ts";
import { recordHostStatus } from "../agents/record-host-status.ts";
import { listAudit } from "../audit/list-audit.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { listHosts } from "../hosts/list-hosts.ts";
import type { HostView } from "../hosts/list-hosts.ts";
import { tenantIdSchema } from "../ids.ts";
import { expireSecrets } from "../maintenance/expire-secrets.ts";
import { watchFleets } from "../maintenance/watch-fleets.ts";
import { mintToken } from "../secret-token.ts";
import {
  enrolment,
  expectRefusal,
  newBuyer,
  newHost,
  newOwner,
  newSeller,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { createEnrolmentToken } from "./create-enrolment-token.ts";
import { enrolHost } from "./enrol-host.ts";

describe("enrolHost", () => {
  let hub: TestHub;
  let owner: Actor;
  let fleet: FleetView;

  const newToken = async (ttlSeconds = 60): Promise<string> =>
    (await execute(hub.deps, owner, createEnrolmentToken, { fleetId: fleet.fleetId, ttlSeconds })).token;

  beforeAll(async () => {
    hub = await startTestHub();
    owner = await newOwner(hub);
    fleet = await execute(hub.deps, owner, createFleet, { name: "Web", slug: "web" });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("makes a host of the token's fleet, and leaves an audit row", async () => {
    const request = enrolment(hub, await newToken());
    const enrolled = await enrolHost(hub.deps, request);
    expect(enrolled).toMatchObject({ tenantId: owner.tenantId, fleetId: fleet.fleetId, publisherPins: {} });
    const identity = await readHostIdentity(hub.deps, enrolled);
    expect(Buffer.from(identity?.publicKey ?? []).toString("base64")).toBe(request.publicKey);
    const [entry] = await execute(hub.deps, owner, listAudit, {});
    expect(entry).toMatchObject({
      actor: `host:${enrolled.hostId}`,
      command: "enrolHost",
      details: { hostName: "web-1" },
    });
    expect(JSON.stringify(await execute(hub.deps, owner, listAudit, {}))).not.toContain(request.token);
  });

  it("refuses a used, an expired, an unknown and a foreign token, each with its code", async () => {
    const used = await newToken();
    await enrolHost(hub.deps, enrolment(hub, used));
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, used)), "refused", "token-used");
    const expired = await newToken(60);
    hub.advance(60_000);
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, expired)), "refused", "token-expired");
    const invented = mintToken("fpe", [owner.tenantId], hub.deps.randomBytes);
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, invented)), "refused", "token-unknown");
    const other = await newOwner(hub);
    const moved = (await newToken()).replace(owner.tenantId.replaceAll("-", ""), other.tenantId.replaceAll("-", ""));
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, moved)), "refused", "token-unknown");
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, "0123456789abcdef")), "refused", "token-unknown");
  });

  it("gives one token to one of two hosts that use it at once", async () => {
    const token = await newToken();
    const both = await Promise.allSettled([
      enrolHost(hub.deps, enrolment(hub, token)),
      enrolHost(hub.deps, enrolment(hub, token)),
    ]);
    expect(both.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("keeps a token whose request had a skewed clock or was malformed", async () => {
    const token = await newToken();
    const skewed = { ...enrolment(hub, token), time: hub.deps.now().getTime() - 301_000 };
    await expectRefusal(enrolHost(hub.deps, skewed), "refused", "clock-skew");
    const malformed = { ...enrolment(hub, token), publicKey: "short" };
    await expectRefusal(enrolHost(hub.deps, malformed), "refused", "invalid-request");
    const invisible = { ...enrolment(hub, token), hostName: "web\u0000" };
    await expectRefusal(enrolHost(hub.deps, invisible), "refused", "invalid-request");
    await enrolHost(hub.deps, enrolment(hub, token));
  });

  it("knows a host that comes back with the same key", async () => {
    const first = enrolment(hub, await newToken());
    const { hostId } = await enrolHost(hub.deps, first);
    const again = await enrolHost(hub.deps, { ...first, token: await newToken(), hostName: "web-renamed" });
    expect(again.hostId).toBe(hostId);
    const named = (await execute(hub.deps, owner, listHosts, { fleetId: fleet.fleetId })).filter(
      (host) => host.hostId === hostId,
    );
    expect(named.map((host) => host.name)).toEqual(["web-renamed"]);
  });

  it("hands out the publisher keys the tenant has approved", async () => {
    const { published } = await newSeller(hub);
    const { buyer, fleet: theirs } = await newBuyer(hub, published);
    const { token } = await execute(hub.deps, buyer, createEnrolmentToken, { fleetId: theirs.fleetId });
    const enrolled = await enrolHost(hub.deps, enrolment(hub, token));
    expect(enrolled.publisherPins).toEqual({ acme: published.signedBy });
  });
});

describe("agent sessions", () => {
  let hub: TestHub;
  let owner: Actor;
  let fleet: FleetView;
  let host: HostKey;

  const opening = {
    gatewayId: "g1",
    agentVersion: "0.2.0",
    protocol: 4,
    capabilities: { targets: [], attributes: ["cpu_allocation"] },
  };
  const view = async (): Promise<HostView | undefined> =>
    (await execute(hub.deps, owner, listHosts, { fleetId: fleet.fleetId })).find((each) => each.hostId === host.hostId);

  beforeAll(async () => {
    hub = await startTestHub();
    owner = await newOwner(hub);
    fleet = await execute(hub.deps, owner, createFleet, { name: "Web", slug: "web" });
    host = await newHost(hub, owner, fleet);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("fence: a newer session has the higher epoch, and the older one can neither renew, close nor download", async () => {
    const older = await openAgentSession(hub.deps, { ...host, ...opening });
    expect(await authenticateSessionToken(hub.deps, older.sessionToken)).toEqual(host);
    const newer = await openAgentSession(hub.deps, { ...host, ...opening, gatewayId: "g2" });
    expect(newer.leaseEpoch).toBeGreaterThan(older.leaseEpoch);
    expect(await renewAgentSession(hub.deps, older)).toBe(false);
    expect(await authenticateSessionToken(hub.deps, older.sessionToken)).toBeNull();
    await closeAgentSession(hub.deps, older);
    expect(await renewAgentSession(hub.deps, newer)).toBe(true);
    await closeAgentSession(hub.deps, newer);
    expect(await authenticateSessionToken(hub.deps, newer.sessionToken)).toBeNull();
  });

  it("lapse when they are not renewed", async () => {
    const session = await openAgentSession(hub.deps, { ...host, ...opening });
    hub.advance(59_000);
    expect(await renewAgentSession(hub.deps, session)).toBe(true);
    hub.advance(59_000);
    expect(await authenticateSessionToken(hub.deps, session.sessionToken)).toEqual(host);
    hub.advance(2_000);
    expect(await authenticateSessionToken(hub.deps, session.sessionToken)).toBeNull();
  });

  it("keep the host online for a minute after its last word, with what it said about itself", async () => {
    await openAgentSession(hub.deps, { ...host, ...opening });
    await recordHostStatus(hub.deps, { ...host, status: { mode: "shadow" } });
    expect(await view()).toMatchObject({
      liveness: "online",
      agentVersion: "0.2.0",
      status: { mode: "shadow" },
      capabilities: opening.capabilities,
    });
    expect((await execute(hub.deps, owner, getFleet, { fleetId: fleet.fleetId })).hosts).toEqual({
      online: 1,
      offline: 0,
    });
    hub.advance(61_000);
    expect(await view()).toMatchObject({ liveness: "offline" });
    expect((await watchFleets(hub.deps)).wentOffline).toBe(1);
    expect((await watchFleets(hub.deps)).wentOffline).toBe(0);
    await recordHostStatus(hub.deps, { ...host, status: { mode: "shadow" } });
    expect(await view()).toMatchObject({ liveness: "online" });
    await expectRefusal(recordHostStatus(hub.deps, { ...host, status: "a\u0000" }), "invalid-input");
  });

  it("are refused for a host that does not exist", async () => {
    const stranger = { tenantId: tenantIdSchema.parse(owner.tenantId), hostId: host.hostId };
    expect(
      await readHostIdentity(hub.deps, { ...stranger, hostId: "00000000-0000-4000-8000-000000000000" }),
    ).toBeNull();
  });

  it("leave expired tokens to be deleted a week later", async () => {
    await execute(hub.deps, owner, createEnrolmentToken, { fleetId: fleet.fleetId, ttlSeconds: 60 });
    const { token } = await execute(hub.deps, owner, createEnrolmentToken, { fleetId: fleet.fleetId, ttlSeconds: 60 });
    hub.advance(6 * 86_400_000);
    await expireSecrets(hub.deps);
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, token)), "refused", "token-expired");
    hub.advance(2 * 86_400_000);
    await expireSecrets(hub.deps);
    await expectRefusal(enrolHost(hub.deps, enrolment(hub, token)), "refused", "token-unknown");
  });
});
