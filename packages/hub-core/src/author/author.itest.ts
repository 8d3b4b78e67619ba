import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { sealBundle } from "@fleet-persona/persona";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { getGateProgress, tellGateProgress } from "../gate/gate-progress.ts";
import { claimGateRun } from "../gate/claim-gate-run.ts";
import { gateJobSchema } from "../gate/gate-run.ts";
import { getListing } from "../store/get-listing.ts";
import { getPersona } from "../store/get-persona.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { searchListings } from "../store/search-listings.ts";
import { passGate } from "../testing/pass-gate.ts";
import { acmeKey, asBase64, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { as, expectRefusal, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getAuthorDesk } from "./author-desk.ts";
import { listListing } from "./list-listing.ts";
import { getOwnListing } from "./own-listing.ts";
import type { OwnListing } from "./own-listing.ts";
import { setListingTerms } from "./set-listing-terms.ts";
import { unlistListing } from "./unlist-listing.ts";

const personaId = "acme/night-saver";
const words =
  "For web shops that are quiet at night: it gives cores back after the last order and takes them again before the first.";

describe("the author desk", () => {
  let hub: TestHub;
  let seller: Actor;
  let stranger: Actor;

  beforeEach(async () => {
    hub = await startTestHub();
    ({ seller } = await newSeller(hub));
    stranger = await newOwner(hub);
  });
  afterEach(() => hub[Symbol.asyncDispose]());

  const publish = (version: number, draft: boolean, card = words): Promise<PublishedPersona> => {
    const bundle = sampleBundle({ id: personaId, version, name: "Night saver" });
    const manifest = JSON.parse(Buffer.from(bundle.get("persona.json") ?? []).toString());
    const { files: _, ...rest } = manifest;
    const content = { "policy.onnx": bundle.get("policy.onnx"), "evidence.json": bundle.get("evidence.json") };
    const files = { ...content, "card.md": Buffer.from(card) } as Parameters<typeof sealBundle>[0]["files"];
    const sealed = sealBundle({ manifest: rest, files, keyPairs: [acmeKey] });
    return execute(hub.deps, seller, publishPersona, { files: asBase64(sealed), draft });
  };
  const own = (actor: Actor = seller): Promise<OwnListing> => execute(hub.deps, actor, getOwnListing, { personaId });
  const list = (actor: Actor = seller): Promise<unknown> => execute(hub.deps, actor, listListing, { personaId });
  const terms = (price: Parameters<typeof execute>[3], trialDays: number | null = null): Promise<unknown> =>
    execute(hub.deps, seller, setListingTerms, { personaId, price: price as { kind: "free" }, trialDays });

  const pass = (personaVersionId: string, change: Parameters<typeof passGate>[2] = {}): Promise<unknown> =>
    passGate(hub.deps, personaVersionId, { ...change, sellerId: seller.tenantId });

  it("keeps a draft invisible to everybody else, its versions and its gate runs too", async () => {
    const { listingId, personaVersionId, status } = await publish(1, true);
    expect(status).toBe("draft");
    await expectRefusal(execute(hub.deps, null, getListing, { publisher: "acme", name: "night-saver" }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, getPersona, { listingId }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, getGateProgress, { personaVersionId }), "not-found");
    await expectRefusal(own(stranger), "not-found");
    await expectRefusal(list(stranger), "not-found");
    const { rows } = await execute(hub.deps, null, searchListings, { q: "night saver" });
    expect(rows.map((row) => row.listingId)).not.toContain(listingId);
    const seen = await withTenant(hub.deps.db, stranger.tenantId, async (tx) => [
      await tx.select().from(tables.listings).where(eq(tables.listings.id, listingId)),
      await tx.select().from(tables.personaVersions).where(eq(tables.personaVersions.id, personaVersionId)),
      await tx.select().from(tables.gateRuns).where(eq(tables.gateRuns.personaVersionId, personaVersionId)),
      await tx.select().from(tables.bundleFiles).where(eq(tables.bundleFiles.personaVersionId, personaVersionId)),
    ]);
    expect(seen).toEqual([[], [], [], []]);
    expect(await own()).toMatchObject({ status: "draft", terms: { setAt: null } });
  });

  it("refuses to list a draft and says everything that is missing", async () => {
    const { personaVersionId } = await publish(1, true, "# Night saver");
    expect((await own()).missing.map(({ code }) => code)).toEqual(["gate-pending", "card-too-short", "price-missing"]);
    await expectRefusal(list(), "refused", "gate-pending");
    await pass(personaVersionId, { verdict: "rejected" });
    await expectRefusal(list(), "refused", "gate-rejected");
    const second = await publish(2, false);
    expect(second.status).toBe("draft");
    await pass(second.personaVersionId);
    await expectRefusal(list(), "refused", "price-missing");
    await terms({ kind: "free" });
    await expectRefusal(list(as(seller, "operator")), "forbidden");
    await list();
    expect(await own()).toMatchObject({ status: "listed", missing: [] });
    await expectRefusal(publish(3, true), "refused", "already-listed");
    await execute(hub.deps, stranger, getPersona, { listingId: second.listingId });
    await execute(hub.deps, seller, unlistListing, { personaId });
    await expectRefusal(execute(hub.deps, null, getListing, { publisher: "acme", name: "night-saver" }), "not-found");
    // Who got it keeps it.
    await execute(hub.deps, stranger, getPersona, { listingId: second.listingId });
    await expectRefusal(
      execute(hub.deps, await newOwner(hub), getPersona, { listingId: second.listingId }),
      "not-found",
    );
  });

  it("tells a publisher's followers of a draft when it is listed, and not again when it comes back", async () => {
    const { personaVersionId } = await publish(1, true);
    await pass(personaVersionId);
    await terms({ kind: "free" });
    const waiting = async (): Promise<number> => {
      const jobs = sql`select count(*)::integer as jobs from pgboss.job where name = 'store-events'`;
      const [row] = await withoutTenant(hub.deps.db, (tx) => tx.execute<{ jobs: number }>(jobs));
      return row?.jobs ?? 0;
    };
    const before = await waiting();
    await list();
    expect(await waiting()).toBe(before + 1);
    await execute(hub.deps, seller, unlistListing, { personaId });
    await list();
    expect(await waiting()).toBe(before + 1);
  });

  it("sets prices within the bounds of their currency, keeps every one, and sells none", async () => {
    const { listingId, personaVersionId } = await publish(1, true);
    await pass(personaVersionId);
    await expectRefusal(terms({ kind: "one-off", amountMinor: 49, currency: "EUR" }), "refused", "price-out-of-bounds");
    await expectRefusal(terms({ kind: "one-off", amountMinor: 49, currency: "JPY" }), "refused", "price-out-of-bounds");
    await expectRefusal(terms({ kind: "one-off", amountMinor: 900, currency: "XAU" }), "refused", "currency-unknown");
    await expectRefusal(terms({ kind: "one-off", amountMinor: 9.5, currency: "EUR" }), "invalid-input");
    await expectRefusal(terms({ kind: "free" }, 14), "refused", "trial-of-free");
    const once = { kind: "one-off", amountMinor: 4_900, currency: "EUR" };
    await expectRefusal(terms(once, 14), "refused", "trial-of-one-off");
    await expectRefusal(terms(once, 91), "invalid-input");
    await terms({ kind: "subscription", amountMinor: 500, currency: "JPY", every: "month" }, 14);
    hub.advance(1_000);
    await terms({ kind: "subscription", amountMinor: 500, currency: "JPY", every: "month" }, 14);
    await terms({ kind: "per-agent", amountMinor: 300, currency: "EUR", every: "year" });
    const { pastTerms } = await own();
    expect(pastTerms.map(({ price, trialDays }) => [price.kind, trialDays])).toEqual([
      ["per-agent", null],
      ["subscription", 14],
    ]);
    await list();
    const shown = await execute(hub.deps, null, getListing, { publisher: "acme", name: "night-saver" });
    expect(shown.price).toEqual({ kind: "per-agent", amountMinor: 300, currency: "EUR", every: "year" });
    await expectRefusal(execute(hub.deps, stranger, getPersona, { listingId }), "refused", "payment-unavailable");
  });

  it("lets the database refuse an order of nothing for what has a price, and a change of a past price", async () => {
    const { listingId, personaVersionId } = await publish(1, true);
    await pass(personaVersionId);
    await terms({ kind: "one-off", amountMinor: 4_900, currency: "EUR" });
    await list();
    const order = { tenantId: stranger.tenantId, sellerTenantId: seller.tenantId, listingId, amountMinor: 0 };
    const bought = { ...order, currency: "EUR", status: "fulfilled", orderedBy: stranger.userId } as const;
    const work = withTenant(hub.deps.db, stranger.tenantId, (tx) => tx.insert(tables.orders).values(bought));
    await expect(work).rejects.toMatchObject({ cause: { code: "42501" } });
    const rewrite = withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.update(tables.listingPrices).set({ priceMinor: 1 }),
    );
    await expect(rewrite).rejects.toMatchObject({ cause: { code: "42501" } });
    const peeked = await withTenant(hub.deps.db, stranger.tenantId, (tx) => tx.select().from(tables.listingPrices));
    expect(peeked).toEqual([]);
  });

  it("shows how far the gate is: how many are ahead, then the step, then the verdict", async () => {
    const first = await publish(1, true);
    const second = await publish(2, false);
    const progress = (personaVersionId: string): Promise<unknown> =>
      execute(hub.deps, seller, getGateProgress, { personaVersionId });
    // No worker has taken surge-ready's either.
    expect(await progress(first.personaVersionId)).toMatchObject({ kind: "queued", ahead: 1 });
    expect(await progress(second.personaVersionId)).toMatchObject({ kind: "queued", ahead: 2 });
    const [run] = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute<{ id: string }>(sql`select id from gate_runs where persona_version_id = ${second.personaVersionId}`),
    );
    const key = gateJobSchema.parse({ tenantId: seller.tenantId, runId: run?.id });
    await claimGateRun(hub.deps, key, 1);
    expect(await progress(second.personaVersionId)).toMatchObject({ kind: "running", step: null, attempt: 1 });
    await tellGateProgress(hub.deps, key, { step: "scenarios", done: 3, total: 12 });
    expect(await progress(second.personaVersionId)).toMatchObject({ step: "scenarios", done: 3, total: 12 });
    await pass(first.personaVersionId);
    expect(await progress(first.personaVersionId)).toMatchObject({ kind: "ended", state: { verdict: "passed" } });
  });

  it("opens with what needs doing, of one's own Personas alone", async () => {
    const { personaVersionId } = await publish(1, true);
    await pass(personaVersionId, { verdict: "rejected" });
    const { tasks, listings } = await execute(hub.deps, seller, getAuthorDesk, {});
    expect(tasks.map((task) => [task.kind, task.path])).toEqual([
      ["gate-refused", personaId],
      ["finish-draft", personaId],
      ["make-keyring", "acme"],
      ["verify-domain", "acme"],
    ]);
    expect(listings.map((listing) => [listing.personaId, listing.status, listing.priced, listing.holders])).toEqual([
      [personaId, "draft", false, 0],
      ["acme/surge-ready", "listed", true, 0],
    ]);
    expect(await execute(hub.deps, stranger, getAuthorDesk, {})).toEqual({ tasks: [], listings: [] });
    const rows = await withoutTenant(hub.deps.db, (tx) => tx.select().from(tables.listings));
    expect(rows).toHaveLength(1);
  });
});
