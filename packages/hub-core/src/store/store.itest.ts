import { withTenant } from "@fleet-persona/db";
import { keyFingerprint, sealBundle } from "@fleet-persona/persona";
import type { BundleFiles } from "@fleet-persona/persona";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listPublishers } from "../publishers/list-publishers.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import { acmeKey, asBase64, sampleBundle, strangerKey } from "../testing/sample-bundle.fixture.ts";
import { as, expectRefusal, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getListing } from "./get-listing.ts";
import { getPersona } from "./get-persona.ts";
import { listEntitlements } from "./list-entitlements.ts";
import { publishPersona } from "./publish-persona.ts";
import type { PublishedPersona } from "./publish-persona.ts";
import { searchListings } from "./search-listings.ts";

describe("the store", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;

  const publish = (files: BundleFiles, actor = seller): Promise<PublishedPersona> =>
    execute(hub.deps, actor, publishPersona, { files: asBase64(files) });
  const search = (q: string): Promise<readonly string[]> =>
    execute(hub.deps, null, searchListings, { q }).then((page) => page.rows.map((listing) => listing.personaId));

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("registers a publisher once, adds keys, and refuses what is somebody else's", async () => {
    const publicKey = Buffer.from(acmeKey.publicKey).toString("base64");
    const again = await execute(hub.deps, seller, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
    expect(again.fingerprints).toEqual([keyFingerprint(acmeKey.publicKey)]);
    expect(await execute(hub.deps, seller, listPublishers, {})).toEqual([again]);
    const other = await newOwner(hub);
    const taken = {
      slug: "acme",
      displayName: "Not Acme",
      publicKey: Buffer.from(strangerKey.publicKey).toString("base64"),
    };
    await expectRefusal(execute(hub.deps, other, registerPublisher, taken), "conflict");
    const sameKey = { slug: "acme-two", displayName: "Acme 2", publicKey };
    await expectRefusal(execute(hub.deps, other, registerPublisher, sameKey), "conflict");
    const short = { slug: "short", displayName: "S", publicKey: `${"A".repeat(43)}A` };
    await expectRefusal(execute(hub.deps, other, registerPublisher, short), "invalid-input", "publicKey");
  });

  it("publishes the same bundle twice as one version", async () => {
    expect(await publish(sampleBundle())).toEqual(published);
    const rows = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute(
        sql`select name from bundle_files where persona_version_id = ${published.personaVersionId} order by name`,
      ),
    );
    expect(rows.map((row) => row["name"])).toEqual([
      "card.md",
      "envelope.json",
      "evidence.json",
      "persona.json",
      "policy.onnx",
    ]);
  });

  it("passes the bundle's own refusal code through and keeps nothing of it", async () => {
    const flipped = new Map(sampleBundle({ version: 2 }));
    flipped.set(
      "policy.onnx",
      Uint8Array.from(flipped.get("policy.onnx") ?? [], (byte, at) => (at === 9 ? byte ^ 1 : byte)),
    );
    const unlisted = new Map(sampleBundle({ version: 2 })).set("run.sh", new Uint8Array([1]));
    const missing = new Map(sampleBundle({ version: 2 }));
    missing.delete("card.md");
    await expectRefusal(publish(flipped), "refused", "file-digest-mismatch");
    await expectRefusal(publish(unlisted), "refused", "file-unlisted");
    await expectRefusal(publish(missing), "refused", "file-missing");
    await expectRefusal(publish(new Map()), "refused", "file-missing");
    await expectRefusal(publish(sampleBundle({ version: 2 }, strangerKey)), "refused", "key-unknown");
    await expectRefusal(
      publish(sampleBundle({ version: 1, summary: "Another first." })),
      "refused",
      "version-not-newer",
    );
    const nul = Buffer.from(JSON.stringify({ note: "a\u0000b" }));
    await expectRefusal(publish(withEvidence(nul)), "refused", "file-unreadable");
    expect((await execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" })).latestVersion).toBe(
      1,
    );
  });

  it("lets only admins of the publisher's tenant publish", async () => {
    await expectRefusal(publish(sampleBundle({ version: 2 }), as(seller, "operator")), "forbidden");
    await expectRefusal(publish(sampleBundle({ version: 2 }), await newOwner(hub)), "refused", "key-unknown");
  });

  it("shows the latest version with its history to anybody", async () => {
    await publish(
      sampleBundle({ version: 3, summary: "Now calmer.", changelog: [{ kind: "changed", text: "Calmer." }] }),
    );
    const listing = await execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" });
    expect(listing).toMatchObject({
      personaId: "acme/surge-ready",
      latestVersion: 3,
      summary: "Now calmer.",
      price: { kind: "free" },
    });
    expect(listing.versions.map((version) => version.version)).toEqual([3, 1]);
    expect(listing.publisherKeys.map((key) => key.fingerprint)).toEqual(listing.signedBy);
    expect(listing.card).toContain("Surge ready");
    await expectRefusal(execute(hub.deps, null, getListing, { publisher: "acme", name: "nothing" }), "not-found");
  });

  it("finds by word, by word form and by a word that was mistyped, and lists all without a query", async () => {
    await publish(
      sampleBundle({ id: "acme/night-saver", name: "Night saver", summary: "Spends less after dark.", tags: ["cost"] }),
    );
    expect(await search("saver")).toEqual(["acme/night-saver"]);
    expect(await search("spending")).toEqual(["acme/night-saver"]);
    expect(await search("nigth savr")).toEqual(["acme/night-saver"]);
    expect(await search("kubernetes operators")).toEqual([]);
    expect(await search("'; drop table listings; -- & | ! <->")).toEqual([]);
    expect(await search("")).toHaveLength(2);
    const page = await execute(hub.deps, null, searchListings, { limit: 1, offset: 1 });
    expect([page.rows.length, page.total, page.more]).toEqual([1, 2, false]);
    await expectRefusal(execute(hub.deps, null, searchListings, { q: "a\u0000" }), "invalid-input", "q");
  });

  it("gets a free Persona once, however often and however fast it is asked", async () => {
    const buyer = await newOwner(hub);
    const get = (): ReturnType<typeof execute<"operator", typeof getPersona.input, unknown>> =>
      execute(hub.deps, buyer, getPersona, { listingId: published.listingId });
    const granted = await Promise.all([get(), get(), get()]);
    expect(new Set(granted.map((each) => JSON.stringify(each))).size).toBe(1);
    const [entitlement, ...others] = await execute(hub.deps, buyer, listEntitlements, {});
    expect(others).toEqual([]);
    expect(entitlement).toMatchObject({ listing: { personaId: "acme/surge-ready" } });
    const orders = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`select amount_minor from orders`),
    );
    expect(orders).toHaveLength(1);
    await expectRefusal(
      execute(hub.deps, as(buyer, "viewer"), getPersona, { listingId: published.listingId }),
      "forbidden",
    );
    const unknown = "00000000-0000-4000-8000-000000000000";
    await expectRefusal(execute(hub.deps, buyer, getPersona, { listingId: unknown }), "not-found");
  });

  it("gives the files of a bundle to nobody who did not get it", async () => {
    const stranger = await newOwner(hub);
    const visible = await withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      tx.execute(sql`select name from bundle_files`),
    );
    expect(visible).toHaveLength(0);
    const forged = withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      tx.execute(sql`insert into entitlements (tenant_id, seller_tenant_id, listing_id, order_id)
        values (${stranger.tenantId}, ${seller.tenantId}, ${published.listingId}, gen_random_uuid())`),
    );
    await expect(forged).rejects.toThrow();
  });
});

function withEvidence(evidence: Uint8Array): BundleFiles {
  const files = sampleBundle({ version: 2 });
  const manifest: unknown = JSON.parse(Buffer.from(files.get("persona.json") ?? []).toString());
  const { files: _files, ...draft } = manifest as Parameters<typeof sealBundle>[0]["manifest"] & { files: unknown };
  const bytes = (name: string): Uint8Array => files.get(name) ?? new Uint8Array();
  const content = { "policy.onnx": bytes("policy.onnx"), "card.md": bytes("card.md"), "evidence.json": evidence };
  return sealBundle({ manifest: draft, files: content, keyPairs: [acmeKey] });
}
