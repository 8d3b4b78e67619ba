import { withTenant } from "@fleet-persona/db";
import { decodeKeyringChain, keyFingerprint, keyPairFromSeed, sealLease, verifyLease } from "@fleet-persona/persona";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { acmeKey, asBase64, sampleBundle, strangerKey } from "../testing/sample-bundle.fixture.ts";
import { attested, firstKeyring, keyOf, nextKeyring } from "../testing/sample-trust.fixture.ts";
import {
  approve,
  as,
  expectRefusal,
  newBuyer,
  newHost,
  newOwner,
  newSeller,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { readBundleAttestation, recordAttestation, versionsToAttest } from "./attestations.ts";
import { fleetsToLease, issueLease, personaLeaseTerms } from "./leases.ts";
import { publishKeyring } from "./publish-keyring.ts";
import { readHostLease } from "./read-host-lease.ts";
import { readPublisherKeyrings } from "./serve-keyrings.ts";
import { readTrustAnchors, recordTrustAnchors } from "./trust-anchors.ts";
import { readCurrentMetadata, readRepositoryFile, storeMetadata, storeRoots } from "./tuf-metadata.ts";
import { wantedTargets } from "./wanted-targets.ts";

const [gate, lease, second, third] = [31, 32, 33, 34].map((fill) => keyPairFromSeed(new Uint8Array(32).fill(fill))) as [
  typeof acmeKey,
  typeof acmeKey,
  typeof acmeKey,
  typeof acmeKey,
];
const text = ({ publicKey }: typeof acmeKey): string => Buffer.from(publicKey).toString("base64");

describe("what is signed", () => {
  let hub: TestHub;
  let seller: Actor;
  let buyer: Actor;
  let fleet: FleetView;
  let host: HostKey;
  let published: PublishedPersona;
  const first = firstKeyring("acme", [acmeKey, second], [acmeKey]);

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    const bought = await newBuyer(hub, published);
    ({ buyer, fleet, host } = bought);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const publish = (envelope: string, actor = seller, publisher = "acme") =>
    execute(hub.deps, actor, publishKeyring, { publisher, envelope });

  it("publishKeyring begins with a key that could publish before, and goes on only by rotation", async () => {
    await expectRefusal(publish(firstKeyring("acme", [strangerKey])), "refused", "key-unknown");
    await expectRefusal(publish(firstKeyring("other", [acmeKey])), "refused", "keyring-other-publisher");
    await expectRefusal(publish("e30="), "refused", "keyring-invalid");
    expect(await publish(first)).toMatchObject({ publisher: "acme", version: 1, threshold: 1 });
    expect(await publish(first)).toMatchObject({ version: 1 });
    await expectRefusal(publish(firstKeyring("acme", [acmeKey])), "refused", "keyring-broken-chain");
    const stolen = nextKeyring(first, { keys: [keyOf(third)] }, [third]);
    await expectRefusal(publish(stolen), "refused", "key-unknown");
    expect(decodeKeyringChain(await readPublisherKeyrings(hub.deps, "acme"))).toHaveLength(1);
  });

  it("publishKeyring is for admins of the publisher's tenant alone", async () => {
    await expectRefusal(publish(first, as(seller, "operator")), "forbidden");
    await expectRefusal(publish(first, await newOwner(hub)), "not-found");
    await expectRefusal(readPublisherKeyrings(hub.deps, "nobody"), "not-found");
  });

  it("registerPublisher adds no key beside a keyring", async () => {
    const key = { slug: "acme", displayName: "Acme", publicKey: text(third) };
    await expectRefusal(execute(hub.deps, seller, registerPublisher, key), "conflict");
    await execute(hub.deps, seller, registerPublisher, { ...key, publicKey: text(acmeKey) });
  });

  it("approveVersion pins the keyring that stands, and new hosts are told of it", async () => {
    const anchors = {
      schema: "fleet-persona-trust/1" as const,
      root: "e30=",
      gate_keys: [text(gate)],
      lease_keys: [text(lease)],
      keyrings: {},
    };
    await recordTrustAnchors(hub.deps, anchors);
    await recordTrustAnchors(hub.deps, anchors);
    const { personaVersionId } = published;
    await approve(hub, buyer, { fleetId: fleet.fleetId, personaVersionId, mode: "active" });
    const { digest } = await publish(first);
    const told = await withTenant(hub.deps.db, buyer.tenantId, (tx) => readTrustAnchors(tx, buyer.tenantId));
    expect(told).toEqual({ ...anchors, keyrings: { acme: digest } });
  });

  it("recordAttestation keeps what a gate's key said of exactly this bundle, once for each set of rules", async () => {
    const [version] = await versionsToAttest(hub.deps, 1);
    if (version === undefined) throw new TypeError("there is nothing to attest");
    expect(version).toEqual({
      tenantId: seller.tenantId,
      personaVersionId: published.personaVersionId,
      digest: published.digest,
    });
    const now = hub.deps.now().getTime();
    const forged = { ...attested(strangerKey, published.digest, now), gateKeys: [gate.publicKey] };
    await expectRefusal(recordAttestation(hub.deps, version, forged), "refused", "key-unknown");
    const other = attested(gate, "0".repeat(64), now);
    await expectRefusal(recordAttestation(hub.deps, version, other), "refused", "attestation-other-bundle");
    const asked = { ...host, digest: published.digest };
    await expectRefusal(readBundleAttestation(hub.deps, asked), "not-found");
    const good = attested(gate, published.digest, now);
    await recordAttestation(hub.deps, version, good);
    await recordAttestation(hub.deps, version, good);
    expect(await readBundleAttestation(hub.deps, asked)).toEqual(good.envelope);
    expect(await versionsToAttest(hub.deps, 1)).toEqual([]);
    expect(await versionsToAttest(hub.deps, 2)).toHaveLength(1);
  });

  it("wantedTargets lists what passed and the keyrings, and drops what newer rules reject", async () => {
    const paths = async (): Promise<readonly string[]> => [...(await wantedTargets(hub.deps)).keys()].toSorted();
    const { digest, personaVersionId } = published;
    const bundle = ["attestation", "envelope", "persona"].map((name) => `personas/${digest}/${name}.json`);
    expect(await paths()).toEqual(["keyrings/acme.json", ...bundle]);
    const now = hub.deps.now().getTime();
    const version = { tenantId: seller.tenantId, personaVersionId, digest };
    await recordAttestation(hub.deps, version, attested(gate, digest, now, { rules_version: 2, verdict: "rejected" }));
    expect(await paths()).toEqual(["keyrings/acme.json"]);
  });

  it("issueLease gives a fleet what it is entitled to, renews it when half is over, and numbers on", async () => {
    const issue = async (): Promise<number> => {
      const wanted = await fleetsToLease(hub.deps);
      for (const each of wanted) await issueLease(hub.deps, each, (document) => sealLease(document, [lease]));
      return wanted.length;
    };
    expect([await issue(), await issue()]).toEqual([1, 0]);
    hub.advance(personaLeaseTerms.termMs / 2 + 1_000);
    expect([await issue(), await issue()]).toEqual([1, 0]);
    const envelope = await readHostLease(hub.deps, { ...host, digest: published.digest });
    const holder = {
      tenantId: buyer.tenantId,
      fleetId: fleet.fleetId,
      personaId: "acme/surge-ready",
      highestSerial: 2,
    };
    expect(verifyLease(envelope, [lease.publicKey], holder)).toMatchObject({ kind: "leased", lease: { serial: 2 } });
  });

  it("readHostLease counts seats, and gives none to hosts of others", async () => {
    const asked = { digest: published.digest };
    const stranger = await newOwner(hub);
    await expectRefusal(readHostLease(hub.deps, { ...host, ...asked, tenantId: stranger.tenantId }), "not-found");
    await expectRefusal(readHostLease(hub.deps, { ...host, digest: "0".repeat(64) }), "not-found");
    await limitSeats(1);
    for (const wanted of await fleetsToLease(hub.deps))
      await issueLease(hub.deps, wanted, (document) => sealLease(document, [lease]));
    await readHostLease(hub.deps, { ...host, ...asked });
    const another = await newHost(hub, buyer, fleet);
    await expectRefusal(readHostLease(hub.deps, { ...another, ...asked }), "refused", "seats-exhausted");
    hub.advance(25 * 3_600_000);
    await readHostLease(hub.deps, { ...another, ...asked });
    await expectRefusal(readHostLease(hub.deps, { ...host, ...asked }), "refused", "seats-exhausted");
  });

  // Entitlements are history to the app; prices with seats are sold elsewhere.
  async function limitSeats(seats: number): Promise<void> {
    const owner = postgres(hub.database.ownerUrl, { max: 1 });
    await owner`update entitlements set seats = ${seats}`;
    await owner.end();
  }

  it("publishPersona asks for the keyring's threshold once there is one, and forgets revoked keys", async () => {
    const revoked = [{ keyid: keyFingerprint(acmeKey.publicKey), date: "2026-11-26", reason: "stolen" }];
    const next = nextKeyring(first, { keys: [second, third].map(keyOf), revoked, threshold: 2 }, [second, third]);
    expect(await publish(next)).toMatchObject({ version: 2, threshold: 2, revoked: [revoked[0]?.keyid] });
    const sent = (bundle: ReturnType<typeof sampleBundle>) =>
      execute(hub.deps, seller, publishPersona, { files: asBase64(bundle) });
    await expectRefusal(sent(sampleBundle({ version: 2 })), "refused", "key-unknown");
    await expectRefusal(sent(sampleBundle({ version: 2 }, second)), "refused", "threshold-not-met");
  });

  it("storeMetadata keeps documents by role and version, serves them by name, and never one version twice", async () => {
    const document = (role: "targets" | "snapshot" | "timestamp", version: number) => ({
      role,
      version,
      expiresAt: 1,
      body: new TextEncoder().encode(`${role} ${version}`),
    });
    expect(await readCurrentMetadata(hub.deps)).toBeNull();
    await storeRoots(hub.deps, [{ role: "root", version: 1, expiresAt: 1, body: new Uint8Array([1]) }]);
    await storeMetadata(hub.deps, [document("targets", 1), document("snapshot", 1), document("timestamp", 1)]);
    await storeMetadata(hub.deps, [document("timestamp", 30)]);
    const served = async (name: string): Promise<string> =>
      new TextDecoder().decode(await readRepositoryFile(hub.deps, name));
    expect([await served("timestamp.json"), await served("1.targets.json")]).toEqual(["timestamp 30", "targets 1"]);
    await expect(storeMetadata(hub.deps, [document("targets", 1)])).rejects.toThrow();
    for (const name of ["2.root.json", "1.timestamp.json", "1.evil.json", "timestamp", "../1.root.json"])
      await expectRefusal(readRepositoryFile(hub.deps, name), "not-found");
  });

  it("keeps leases and seats from every other tenant, and keyrings from being changed", async () => {
    const stranger = await newOwner(hub);
    for (const table of ["persona_leases", "lease_seats"]) {
      const count = (tenantId: string): Promise<number> =>
        withTenant(hub.deps.db, tenantId, async (tx) => {
          return (await tx.execute(sql`select 1 from ${sql.identifier(table)}`)).length;
        });
      expect(await count(buyer.tenantId)).toBeGreaterThan(0);
      expect(await count(stranger.tenantId)).toBe(0);
    }
    for (const change of [
      sql`update publisher_keyrings set version = 9`,
      sql`delete from publisher_keyrings`,
      sql`update gate_attestations set verdict = 'passed'`,
      sql`update persona_leases set serial = 9`,
      sql`update tuf_metadata set version = 9`,
      sql`update trust_anchors set document = '{}'`,
    ])
      await expect(withTenant(hub.deps.db, seller.tenantId, (tx) => tx.execute(change))).rejects.toThrow();
  });
});
