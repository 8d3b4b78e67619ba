import { withTenant, withoutTenant } from "@fleet-persona/db";
import { keyFingerprint } from "@fleet-persona/persona";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { deprecateVersion } from "../lifecycle/deprecate-version.ts";
import { acmeKey, asBase64, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { passGate } from "../testing/pass-gate.ts";
import { newOwner, newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { bestForIntents } from "./best-for-intents.ts";
import { compareListings } from "./compare-listings.ts";
import { getSellerPage } from "./get-seller-page.ts";
import { publishPersona } from "./publish-persona.ts";
import type { PublishedPersona } from "./publish-persona.ts";
import { changesOf, made } from "./testing/made-listings.fixture.ts";
import type { Made } from "./testing/made-listings.fixture.ts";
import { searchListings } from "./search-listings.ts";
import { readShelf } from "./shelf/shelf-of.ts";
import type { SearchInput } from "./search-input.ts";
import type { StorePage } from "./store-page.ts";

describe("searchListings", () => {
  let hub: TestHub;
  let seller: Actor;
  let surge: PublishedPersona;
  let owner: ReturnType<typeof postgres>;
  const published = new Map<string, PublishedPersona>();

  const search = (asked: Partial<SearchInput> = {}): Promise<StorePage> =>
    execute(hub.deps, null, searchListings, asked);
  const names = async (asked: Partial<SearchInput> = {}): Promise<readonly string[]> =>
    (await search(asked)).rows.map(({ name }) => name);
  const listingOf = (name: string): string => published.get(name)?.listingId ?? "";
  const rankOf = async (name: string): Promise<number> => {
    const [row] = await owner<
      { rank: number }[]
    >`select rank from listing_search where listing_id = ${listingOf(name)}`;
    return row?.rank ?? Number.NaN;
  };
  const rate = (name: string, stars: readonly number[]): Promise<unknown> => {
    const [one = 0, two = 0, three = 0, four = 0, five = 0] = stars;
    const votes = one + two + three + four + five;
    const mean = (one + 2 * two + 3 * three + 4 * four + 5 * five) / votes;
    return owner`insert into listing_ratings (listing_id, stars_1, stars_2, stars_3, stars_4, stars_5, votes, mean, lower_bound, shown)
      values (${listingOf(name)}, ${one}, ${two}, ${three}, ${four}, ${five}, ${votes}, ${mean}, rating_lower_bound(array[${one}, ${two}, ${three}, ${four}, ${five}]::integer[]), ${votes})
      on conflict (listing_id) do update set stars_5 = excluded.stars_5, votes = excluded.votes, mean = excluded.mean, lower_bound = excluded.lower_bound`;
  };

  beforeAll(async () => {
    hub = await startTestHub();
    owner = postgres(hub.database.ownerUrl, { max: 1, onnotice: () => {} });
    await readShelf(hub.deps.db);
    ({ seller, published: surge } = await newSeller(hub));
    published.set("surge-ready", surge);
    for (const { name, attributes, ...rest } of made)
      published.set(name, await publishPassed(hub, seller, changesOf(name, attributes, rest)));
  });
  afterAll(async () => {
    await owner.end();
    await hub[Symbol.asyncDispose]();
  });

  it("answers what was meant where nobody uses the word that was typed, and says so", async () => {
    for (const typed of ["chekout", "checkuot", "chckout", "cehckout"]) {
      const page = await search({ q: typed });
      expect([typed, page.meant, page.rows.map(({ name }) => name)]).toEqual([typed, "checkout", ["till-guard"]]);
    }
    expect(await search({ q: "checkout" })).toMatchObject({ meant: null, total: 1 });
    expect(await names({ q: "phon" })).toEqual(["pocket-first"]);
    expect(await names({ q: '"after dark"' })).toEqual(["night-saver"]);
    expect(await names({ q: "quick -phones" })).toEqual([]);
    expect(await names({ q: "!!! & | <-> :*" })).toEqual([]);
  });

  it("finds by address, by the beginning of one, by a key's fingerprint and by a bundle's digest", async () => {
    expect(await names({ q: "acme/till-guard" })).toEqual(["till-guard"]);
    expect(await names({ q: "acme/" })).toHaveLength(5);
    expect(await names({ q: keyFingerprint(acmeKey.publicKey) })).toHaveLength(5);
    expect(await names({ q: `SHA256:${"A".repeat(43)}` })).toEqual([]);
    expect(await names({ q: surge.digest })).toEqual(["surge-ready"]);
    expect(await names({ q: "0".repeat(64) })).toEqual([]);
  });

  it("counts each facet with the other choices applied and not its own, as one counts by hand", async () => {
    const all = await search({ limit: 100 });
    const count = (values: readonly string[]): Map<string, number> =>
      values.reduce((sum, value) => sum.set(value, (sum.get(value) ?? 0) + 1), new Map<string, number>());
    const byHand = (of: readonly Made[]) => ({
      licences: count(of.map(({ licence }) => licence)),
      attributes: count(of.flatMap(({ attributes }) => attributes)),
    });
    const ours = made.concat({
      name: "surge-ready",
      summary: "",
      tags: ["surge"],
      attributes: ["cpu_allocation"],
      licence: "Apache-2.0",
    });
    const counted = ({ facets }: StorePage, facet: "licences" | "attributes") =>
      new Map(facets[facet].map(({ value, count: n }) => [value, n]));
    expect(counted(all, "licences")).toEqual(byHand(ours).licences);
    expect(counted(all, "attributes")).toEqual(byHand(ours).attributes);
    const chosen = await search({ licences: ["MIT"], attributes: ["cpu_allocation"] });
    expect(chosen).toMatchObject({ total: 1, facetsExact: true });
    expect(counted(chosen, "licences")).toEqual(
      byHand(ours.filter(({ attributes }) => attributes.includes("cpu_allocation"))).licences,
    );
    expect(counted(chosen, "attributes")).toEqual(byHand(ours.filter(({ licence }) => licence === "MIT")).attributes);
    expect(await search({ licences: ["MIT", "BSD-3-Clause"] })).toMatchObject({ total: 3 });
    expect((await search({ licences: ["Nobody's"] })).facets.licences).toContainEqual({ value: "Nobody's", count: 0 });
    expect(await names({ intent: "suit-mobile" })).toEqual(["pocket-first"]);
    expect(await names({ targets: ["nginx"] })).toEqual(["till-guard"]);
    expect(await names({ publisher: "nobody" })).toEqual([]);
  });

  it("pages through everything once, in every order", async () => {
    for (const sort of ["best", "newest", "rating", "price"] as const) {
      const whole = await names({ sort, limit: 100 });
      const pages = [];
      for (let offset = 0; offset < whole.length; offset += 2) pages.push(...(await names({ sort, limit: 2, offset })));
      expect([sort, pages]).toEqual([sort, whole]);
      expect(new Set(whole).size).toBe(5);
    }
  });

  it("does not let three votes of five stars outrank two hundred at 4.7, and counts what many voted more the more they are", async () => {
    await rate("night-saver", [0, 0, 0, 0, 3]);
    await rate("till-guard", [2, 2, 6, 34, 156]);
    expect((await names({ sort: "best" })).indexOf("till-guard")).toBeLessThan(
      (await names({ sort: "best" })).indexOf("night-saver"),
    );
    expect((await names({ sort: "rating" }))[0]).toBe("till-guard");
    const [row] = (await search({ q: "acme/till-guard" })).rows;
    expect(row?.rating).toMatchObject({ votes: 200 });
    expect(row?.rating?.mean).toBeCloseTo(4.7);
    expect(row?.rating?.lower).toBeLessThan(4.7);
  });

  it("is not moved by the votes of a ring of fresh tenants", async () => {
    const before = [await rankOf("day-rider"), await names({ sort: "best" })];
    for (let place = 0; place < 12; place += 1) {
      const voter = await newOwner(hub);
      await owner.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`insert into entitlements (tenant_id, seller_tenant_id, listing_id, order_id) values (${voter.tenantId}, ${seller.tenantId}, ${listingOf("day-rider")}, gen_random_uuid())`;
        await tx`insert into persona_usage (tenant_id, host_id, persona_version_id, listing_id, fleet_id, first_at, last_at, seconds)
          values (${voter.tenantId}, gen_random_uuid(), ${published.get("day-rider")?.personaVersionId ?? ""}, ${listingOf("day-rider")}, gen_random_uuid(), now() - interval '3 days', now(), 200000)`;
      });
      await owner`insert into buyer_reviews (tenant_id, listing_id, seller_tenant_id, persona_version_id, rating, title, body, written_by, ran_seconds, revision, written_at)
        values (${voter.tenantId}, ${listingOf("day-rider")}, ${seller.tenantId}, ${published.get("day-rider")?.personaVersionId ?? ""}, 5, 'Superb', '', ${voter.userId}, 0, 1, now())`;
    }
    const [kept] = await owner<
      { votes: number; shown: number }[]
    >`select votes, shown from listing_ratings where listing_id = ${listingOf("day-rider")}`;
    expect(kept).toEqual({ votes: 0, shown: 12 });
    expect([await rankOf("day-rider"), await names({ sort: "best" })]).toEqual(before);
  });

  it("shows a draft and what moderators hide to nobody, and counts neither", async () => {
    const files = asBase64(sampleBundle({ id: "acme/not-yet", name: "Not yet", tags: ["secret-tag"] }));
    const draft = await execute(hub.deps, seller, publishPersona, { files, draft: true });
    const seen = (await search({ limit: 100 })).rows.map(({ name }) => name);
    expect(seen).not.toContain("not-yet");
    expect(await names({ q: "acme/not-yet" })).toEqual([]);
    const stranger = await newOwner(hub);
    const rows = await withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      tx.execute(sql`select listing_id from listing_search where listing_id = ${draft.listingId}`),
    );
    expect(rows).toEqual([]);
    await expect(withoutTenant(hub.deps.db, (tx) => tx.execute(sql`delete from listing_search`))).rejects.toThrow();
    await expect(
      withoutTenant(hub.deps.db, (tx) => tx.execute(sql`select refresh_listing_searches('{}')`)),
    ).rejects.toThrow();
    await owner`insert into store_held (thing_id, kind) values (${listingOf("day-rider")}, 'listing')`;
    expect(await names({ limit: 100 })).not.toContain("day-rider");
    expect((await search()).facets.licences.map(({ value }) => value)).not.toContain("BSD-3-Clause");
    await owner`delete from store_held`;
    expect(await names({ limit: 100 })).toContain("day-rider");
  });

  it("follows the gate, and leads nobody to what is rejected or not offered any more", async () => {
    const bad = await execute(hub.deps, seller, publishPersona, {
      files: asBase64(sampleBundle({ id: "acme/bad", name: "Bad" })),
    });
    published.set("bad", bad);
    expect((await search({ q: "acme/bad" })).rows[0]?.grade).toBe("pending");
    await passGate(hub.deps, bad.personaVersionId, { verdict: "rejected" });
    expect(await names({ grades: ["rejected"] })).toEqual(["bad"]);
    await execute(hub.deps, seller, deprecateVersion, {
      personaId: "acme/pocket-first",
      version: 1,
      reason: "A newer one comes.",
      successor: null,
    });
    const order = await names({ limit: 100 });
    expect(order.slice(-2)).toEqual(["pocket-first", "bad"]);
    const best = await execute(hub.deps, null, bestForIntents, {});
    expect(best.find(({ intent }) => intent.slug === "suit-mobile")?.best).toEqual([]);
    expect(best.find(({ intent }) => intent.slug === "survive-a-surge")?.best[0]?.row.name).toBe("surge-ready");
  });

  it("shows a seller whole, and Personas side by side", async () => {
    const page = await execute(hub.deps, null, getSellerPage, { publisher: "acme" });
    expect(page).toMatchObject({ slug: "acme", total: 6, domain: null, agents: 12, rating: { votes: 203 } });
    expect(page.keys.map(({ fingerprint }) => fingerprint)).toEqual([keyFingerprint(acmeKey.publicKey)]);
    const comparison = await execute(hub.deps, null, compareListings, {
      personaIds: ["acme/night-saver", "acme/till-guard"],
    });
    expect(comparison.rows.map(({ name }) => name)).toEqual(["night-saver", "till-guard"]);
    expect(comparison.attributes.map(({ name, moves }) => [name, moves.map((move) => move !== null)])).toEqual([
      ["cache_ttl", [false, true]],
      ["cpu_allocation", [true, false]],
    ]);
    expect(comparison.signals).toEqual([{ name: "request_rate", needs: ["required", "required"] }]);
  });

  it("counts to two thousand and says that there are more", async () => {
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into listings (id, tenant_id, publisher_id, publisher_slug, name, title, summary, tags, status, price_kind, latest_version, latest_version_id, claimed_confidence, terms_set_at)
        select overlay(overlay(md5('l' || n) placing '4' from 13) placing '8' from 17)::uuid, l.tenant_id, l.publisher_id, 'acme', 'copy-' || n, 'Copy ' || n, 'One of thousands.', array['cost'], 'listed', 'free', 1, overlay(overlay(md5('v' || n) placing '4' from 13) placing '8' from 17)::uuid, 0.5, now()
        from listings l, generate_series(1, 2050) n where l.name = 'night-saver'`;
      await tx`insert into persona_versions (id, tenant_id, listing_id, version, digest, manifest, card, evidence, signed_by)
        select overlay(overlay(md5('v' || n) placing '4' from 13) placing '8' from 17)::uuid, v.tenant_id, overlay(overlay(md5('l' || n) placing '4' from 13) placing '8' from 17)::uuid, 1, encode(sha256(('v' || n)::bytea), 'hex'), v.manifest, '', '{}', v.signed_by
        from persona_versions v, generate_series(1, 2050) n where v.id = ${published.get("night-saver")?.personaVersionId ?? ""}`;
    });
    await owner`select refresh_listing_searches(array(select id from listings))`;
    const many = await search({ q: "thousands", limit: 20, offset: 100 });
    expect([many.rows.length, many.total, many.more, many.facetsExact]).toEqual([20, 2_000, true, true]);
    const firstAndSecond = [
      ...(await names({ q: "thousands", limit: 40 })),
      ...(await names({ q: "thousands", limit: 40, offset: 40 })),
    ];
    expect(new Set(firstAndSecond).size).toBe(80);
    expect(await names({ q: "thousands", limit: 80 })).toEqual(firstAndSecond);
    const few = await search({ q: "thousands", attributes: ["cache_ttl"] });
    expect([few.total, few.more, few.facetsExact]).toEqual([0, false, true]);
    expect((await search({ licences: ["MIT"] })).facets.licences).toContainEqual({ value: "MIT", count: 2_052 });
  });
});
