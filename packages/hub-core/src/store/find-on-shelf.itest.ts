import { withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { findListings } from "./find-listings.ts";
import type { Found } from "./find-listings.ts";
import { findOnShelf } from "./find-on-shelf.ts";
import { facetsOf } from "./search-facets.ts";
import { searchInputSchema } from "./search-input.ts";
import { readConditions } from "./search-terms.ts";
import { understand } from "./search-words.ts";
import { readShelf, shelfOf } from "./shelf/shelf-of.ts";
import { STORE_SORTS } from "./store-page.ts";
import { changesOf, made } from "./testing/made-listings.fixture.ts";

type Asked = z.input<typeof searchInputSchema>;

describe("findOnShelf", () => {
  let hub: TestHub;
  let seller: Actor;
  let owner: ReturnType<typeof postgres>;

  beforeAll(async () => {
    hub = await startTestHub();
    owner = postgres(hub.database.ownerUrl, { max: 1, onnotice: () => {} });
    ({ seller } = await newSeller(hub));
    for (const { name, attributes, ...rest } of made)
      await publishPassed(hub, seller, changesOf(name, attributes, rest));
  });
  afterAll(async () => {
    await owner.end();
    await hub[Symbol.asyncDispose]();
  });

  const both = (
    asked: Asked,
  ): Promise<readonly [onShelf: Found | null, inDatabase: Found, shown: readonly unknown[]]> =>
    withoutTenant(hub.deps.db, async (tx: Tx) => {
      const input = searchInputSchema.parse(asked);
      const [words, conditions] = await Promise.all([understand(tx, input.q), readConditions(tx, input)]);
      const search = { input, words, conditions, names: new Map() };
      const kept = await shelfOf(hub.deps.db, tx);
      const shelf = kept === null ? null : await findOnShelf(kept, tx, search);
      const database = await findListings(tx, search);
      return [shelf, database, [shelf, database].map((found) => found && facetsOf(found.counts, input))];
    });
  const total = async (asked: Asked): Promise<number | undefined> => (await both(asked))[0]?.total;

  const questions: readonly Asked[] = [
    { q: "fleet" },
    { q: "surge" },
    { q: "checkot" },
    { q: "pho" },
    { q: "night cost" },
    { q: "nobody-has-this" },
    { licences: ["MIT"] },
    { licences: ["MIT", "BSD-3-Clause"], attributes: ["cpu_allocation"] },
    { licences: ["Nobody's"] },
    { q: "night", grades: ["passed"], prices: ["free"] },
    { intent: "suit-mobile" },
    { intent: "spend-less", attributes: ["cpu_allocation"], signals: ["request_rate"] },
  ];

  it("leaves the first question to the database, which answers while the shelf is read", async () => {
    const [first, database] = await both({ q: "night" });
    expect([first, database.total]).toEqual([null, 1]);
    await readShelf(hub.deps.db);
  });

  it("answers as the database does: the same listings in the same order, the same counts", async () => {
    for (const question of questions) {
      for (const sort of STORE_SORTS) {
        const [shelf, database, [facets, counted]] = await both({ ...question, sort });
        expect(shelf).not.toBeNull();
        const seen = ({ listingIds, total: found, more, exact }: Found) => ({ listingIds, found, more, exact });
        expect([question, sort, shelf && seen(shelf)]).toEqual([question, sort, seen(database)]);
        expect(facets).toEqual(counted);
      }
    }
  });

  it("leaves addresses, keys, digests, operators and what is asked of one seller to the database", async () => {
    for (const asked of [
      { q: "acme/" },
      { q: '"after dark"' },
      { q: "quick -phones" },
      { q: "night", publisher: "acme" },
      {},
    ])
      expect((await both(asked))[0]).toBeNull();
  });

  it("has what was listed, changed and taken off at once, also in words that were asked for before", async () => {
    expect(await total({ q: "brandnew" })).toBe(0);
    await publishPassed(hub, seller, { id: "acme/late", name: "Brandnew idea" });
    expect(await total({ q: "brandnew" })).toBe(1);
    await owner`update listings set title = 'Something else' where name = 'late'`;
    expect(await total({ q: "brandnew" })).toBe(0);
    expect(await total({ q: "something" })).toBe(1);
    const [listing] = await owner<{ id: string }[]>`select id from listings where name = 'late'`;
    await owner`insert into store_held (thing_id, kind) values (${listing?.id ?? ""}, 'listing')`;
    expect(await total({ q: "something" })).toBe(0);
    await owner`delete from store_held`;
    expect(await total({ q: "something" })).toBe(1);
    expect((await both({ q: "something" }))[1].total).toBe(1);
  });

  it("misses nothing of a transaction that began before others and ended after them", async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const another = postgres(hub.database.ownerUrl, { max: 1, onnotice: () => {} });
    const slow = another.begin(async (tx) => {
      await tx`update listings set title = 'Tortoise' where name = 'late'`;
      begun.resolve();
      await end.promise;
    });
    await begun.promise;
    await owner`update listings set title = 'Hare' where name = 'night-saver'`;
    expect([await total({ q: "hare" }), await total({ q: "tortoise" })]).toEqual([1, 0]);
    end.resolve();
    await slow;
    await another.end();
    expect([await total({ q: "hare" }), await total({ q: "tortoise" })]).toEqual([1, 1]);
  });
});
