import {
  fleetsToLease,
  issueLease,
  recordAttestation,
  recordTrustAnchors,
  storeMetadata,
  storeRoots,
  versionsToAttest,
} from "@fleet-persona/hub-core";
import { keyPairFromSeed, sealAttestation, sealLease } from "@fleet-persona/persona";
import type { GateReport, TrustAnchors } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gateway } from "./server.ts";
import { TestAgent, enrolNewHost, newHostKey, postEnrol } from "./testing/test-agent.fixture.ts";
import { eventually, startTestGateway } from "./testing/test-gateway.fixture.ts";
import { startTestHub, type TestHub, type TestTenant } from "./testing/test-hub.fixture.ts";

const [gate, lease] = [61, 62].map((fill) => keyPairFromSeed(new Uint8Array(32).fill(fill))) as [
  ReturnType<typeof keyPairFromSeed>,
  ReturnType<typeof keyPairFromSeed>,
];
const text = ({ publicKey }: typeof gate): string => Buffer.from(publicKey).toString("base64");
const anchors: TrustAnchors = {
  schema: "fleet-persona-trust/1",
  root: "e30=",
  gate_keys: [text(gate)],
  lease_keys: [text(lease)],
  keyrings: {},
};

describe("what is signed, as the gateway carries it", () => {
  let hub: TestHub;
  let gateway: Gateway;
  let tenant: TestTenant;
  let digest: string;

  beforeAll(async () => {
    hub = await startTestHub();
    gateway = await startTestGateway(hub.database);
    tenant = await hub.newTenant();
    digest = await hub.assignNewPersona(tenant);
    await recordTrustAnchors(hub.deps, anchors);
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await hub[Symbol.asyncDispose]();
  });

  const get = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${gateway.url}${path}`, { headers });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };
  const connected = async (of: TestTenant): Promise<TestAgent> => {
    const { identity, key } = await enrolNewHost(gateway.url, await hub.newToken(of));
    const agent = new TestAgent(gateway.url, identity, key.privateKey);
    await eventually(() => agent.welcome !== null);
    return agent;
  };

  it("tells a new host what to pin", async () => {
    const { identity } = await enrolNewHost(gateway.url, await hub.newToken(tenant));
    expect(identity.trust).toEqual(anchors);
    const { publicKey } = newHostKey();
    const older = await postEnrol(gateway.url, { token: await hub.newToken(tenant), publicKey }, {});
    expect(await older.json()).not.toHaveProperty("trust");
  });

  it("gives the repository's metadata to anybody, by its name alone", async () => {
    expect((await get("/tuf/timestamp.json")).status).toBe(404);
    const document = (role: "targets" | "snapshot" | "timestamp", fill: number) => ({
      role,
      version: 1,
      expiresAt: 1,
      body: new Uint8Array(fill),
    });
    await storeRoots(hub.deps, [{ role: "root", version: 1, expiresAt: 1, body: new Uint8Array(1) }]);
    await storeMetadata(hub.deps, [document("targets", 2), document("snapshot", 3), document("timestamp", 4)]);
    for (const [name, length] of [
      ["1.root.json", 1],
      ["1.targets.json", 2],
      ["1.snapshot.json", 3],
      ["timestamp.json", 4],
    ] as const)
      expect(await get(`/tuf/${name}`)).toEqual({ status: 200, bytes: new Uint8Array(length) });
    for (const name of ["2.root.json", "targets.json", "..%2f1.root.json"])
      expect((await get(`/tuf/${name}`)).status).toBe(404);
    expect((await get("/keyrings/nobody.json")).status).toBe(404);
  });

  it("gives attestation and lease to hosts that are assigned the bundle, and to nobody else", async () => {
    using agent = await connected(tenant);
    using stranger = await connected(await hub.newTenant());
    const paths = [`/bundles/${digest}/attestation.json`, `/leases/${digest}`] as const;
    for (const path of paths) {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, agent.welcome?.sessionToken)).status).toBe(404);
    }
    const [attestation, leased] = [await attest(), await issue()];
    expect(await get(paths[0], agent.welcome?.sessionToken)).toEqual({ status: 200, bytes: attestation });
    expect(await get(paths[1], agent.welcome?.sessionToken)).toEqual({ status: 200, bytes: leased });
    for (const path of paths) expect((await get(path, stranger.welcome?.sessionToken)).status).toBe(404);
    expect((await get(`/leases/${"0".repeat(64)}`, agent.welcome?.sessionToken)).status).toBe(404);
  });

  async function attest(): Promise<Uint8Array> {
    const version = (await versionsToAttest(hub.deps, 1)).find((each) => each.digest === digest);
    if (version === undefined) throw new TypeError("the bundle is not there");
    const report: GateReport = {
      schema: "fleet-persona-gate/1",
      rules_version: 1,
      persona: { id: "p/surge-ready", version: 1 },
      bundle_digest: digest,
      verdict: "passed",
      reasons: [],
      confidence: 0.8,
      model: { verdict: "accepted", findings: [], facts: null },
      behaviour: null,
      seconds: 0,
    };
    const envelope = sealAttestation(report, 1, [gate]);
    await recordAttestation(hub.deps, version, { report, envelope, gateKeys: [gate.publicKey] });
    return envelope;
  }

  async function issue(): Promise<Uint8Array> {
    let sealed = new Uint8Array();
    for (const wanted of await fleetsToLease(hub.deps))
      await issueLease(hub.deps, wanted, (document) => (sealed = Uint8Array.from(sealLease(document, [lease]))));
    return sealed;
  }
});
