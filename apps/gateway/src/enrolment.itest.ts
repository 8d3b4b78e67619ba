import { httpErrorSchema } from "@fleet-persona/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gateway } from "./server.ts";
import { enrolNewHost, newHostKey, postEnrol } from "./testing/test-agent.fixture.ts";
import { startTestGateway } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub, type TestTenant } from "./testing/test-hub.fixture.ts";

describe("POST /enrol", () => {
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

  const refusal = async (body: Record<string, unknown>) => {
    const response = await postEnrol(gateway.url, body);
    return { status: response.status, code: httpErrorSchema.parse(await response.json()).error.code };
  };

  it("turns a token into a host of the token's tenant and fleet", async () => {
    const { identity } = await enrolNewHost(gateway.url, await hub.newToken(tenant));
    expect(identity).toMatchObject({
      tenantId: tenant.owner.tenantId,
      fleetId: tenant.fleet.fleetId,
      gatewayUrl: gateway.url,
    });
  });

  it("refuses a used, an expired, an unknown and a foreign token, each with its code", async () => {
    const { publicKey } = newHostKey();
    const used = await hub.newToken(tenant);
    await enrolNewHost(gateway.url, used);
    expect(await refusal({ token: used, publicKey })).toEqual({ status: 409, code: "token-used" });

    const other = await hub.newTenant();
    const foreign = (await hub.newToken(tenant)).replace(
      tenant.owner.tenantId.replaceAll("-", ""),
      other.owner.tenantId.replaceAll("-", ""),
    );
    expect(await refusal({ token: foreign, publicKey })).toEqual({ status: 404, code: "token-unknown" });
    expect(await refusal({ token: "0123456789abcdef", publicKey })).toEqual({ status: 404, code: "token-unknown" });
  });

  it("refuses a token whose time is over", async () => {
    const token = await hub.newToken(tenant, 60);
    await hub.expireTokens();
    expect(await refusal({ token, publicKey: newHostKey().publicKey })).toEqual({ status: 410, code: "token-expired" });
  });

  it.each([
    ["a clock six minutes ahead", { time: Date.now() + 360_000 }, 422, "clock-skew"],
    ["a key of small order", { publicKey: Buffer.alloc(32).toString("base64") }, 400, "invalid-request"],
    ["a key that is too short", { publicKey: "AAAA" }, 400, "invalid-request"],
    ["an unknown field", { admin: true }, 400, "invalid-request"],
    ["a body over the limit", { hostName: "x".repeat(9000) }, 400, "invalid-request"],
  ])("refuses %s and leaves the token usable", async (_, change, status, code) => {
    const token = await hub.newToken(tenant);
    expect(await refusal({ token, publicKey: newHostKey().publicKey, ...change })).toEqual({ status, code });
    expect((await enrolNewHost(gateway.url, token)).identity.fleetId).toBe(tenant.fleet.fleetId);
  });
});
