import { withoutTenant } from "@fleet-persona/db";
import type { Database, Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { oneAfterAnother } from "./one-after-another.ts";
import { Shelf } from "./shelf.ts";
import type { ShelfRow } from "./shelf.ts";
import type { Lexemes } from "./word-index.ts";

/** A shelf and how far it has followed the database. */
type Followed = {
  readonly shelf: Shelf;
  /** Every transaction below it has ended, and what it wrote is here. */
  floor: string;
  /** Transactions at or above it that are here already. */
  readonly applied: Set<string>;
};

type Ready = { readonly shelf: Shelf; readonly catchUp: (tx: Tx) => Promise<void> };

const shelves = new WeakMap<Database, Promise<Ready | null>>();
const ready = new WeakMap<Database, Ready>();

/** The shelf as it is now, or null while it is being read for the first time, which begins here. */
export async function shelfOf(db: Database, tx: Tx): Promise<Shelf | null> {
  const known = ready.get(db);
  if (known === undefined) {
    void begin(db);
    return null;
  }
  await known.catchUp(tx);
  return known.shelf;
}

/** Reads the shelf whole, where that has not happened yet. */
export async function readShelf(db: Database): Promise<void> {
  await begin(db);
}

function begin(db: Database): Promise<Ready | null> {
  const begun = shelves.get(db);
  if (begun !== undefined) return begun;
  const reading = readWhole(db).catch(() => {
    // Whoever searches next begins anew; until then the database answers.
    shelves.delete(db);
    return null;
  });
  shelves.set(db, reading);
  void reading.then((known) => known !== null && ready.set(db, known));
  return reading;
}

const numbers = (list: string | null | undefined): readonly number[] =>
  list === null || list === undefined || list === "" ? [] : list.split(",").map(Number);

const line = sql`concat_ws(' ', s.place, s.listing_id, s.rank, extract(epoch from s.updated_at) * 1e6, s.rating_lower, s.price_minor,
  array_to_string(s.facets, ','), array_to_string(s.labels, ','))`;

function rowOf(text: string): ShelfRow {
  const [place, listingId = "", rank, updatedAt, ratingLower, priceMinor, facets, labels] = text.split(" ");
  return {
    place: Number(place),
    listingId,
    rank: Number(rank),
    updatedAt: Number(updatedAt),
    ratingLower: Number(ratingLower),
    priceMinor: Number(priceMinor),
    facets: numbers(facets),
    labels: numbers(labels),
  };
}

const words = sql`array_to_string(tsvector_to_array(s.document), ' ') as document, array_to_string(tsvector_to_array(s.heading), ' ') as heading`;

type Words = { readonly document: string; readonly heading: string };
const lexemesOf = ({ document, heading }: Words): Lexemes => ({
  document: document === "" ? [] : document.split(" "),
  heading: heading === "" ? [] : heading.split(" "),
});

// Whoever is being answered meanwhile waits for one part at most.
const readAtOnce = 500;

// In one transaction, part by part: whoever waits for a connection again and again is never done while many search.
async function readWhole(db: Database): Promise<Ready> {
  return withoutTenant(db, async (tx) => {
    const shelf = new Shelf();
    const [now] = await tx.execute<{ floor: string }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text as floor`,
    );
    for (let last = 0; ;) {
      const rows = await tx.execute<{ line: string } & Words>(
        sql`select ${line} as line, ${words} from listing_search s where s.place > ${last} order by s.place limit ${readAtOnce}`,
      );
      for (const { line: text, ...said } of rows) {
        const row = rowOf(text);
        shelf.set(row, lexemesOf(said));
        last = row.place;
      }
      if (rows.length < readAtOnce) {
        const followed: Followed = { shelf, floor: now?.floor ?? "0", applied: new Set() };
        return { shelf, catchUp: oneAfterAnother((asking: Tx) => follow(asking, followed)) };
      }
    }
  });
}

type Change = Words & { readonly changed: string; readonly line: string };

/** Brings what was written since, by whomever. */
async function follow(tx: Tx, followed: Followed): Promise<void> {
  const { shelf, applied, floor } = followed;
  const [now] = await tx.execute<{ floor: string; changes: Change[] | null; gone: [number, string][] | null }>(sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text as floor,
      (select json_agg(json_build_object('changed', s.changed_in::text, 'line', ${line},
        'document', array_to_string(tsvector_to_array(s.document), ' '), 'heading', array_to_string(tsvector_to_array(s.heading), ' ')))
        from listing_search s where ${since("s", floor, [...applied])}) as changes,
      (select json_agg(json_build_array(g.place, g.changed_in::text)) from listing_search_gone g
        where ${since("g", floor, [...applied])}) as gone`);
  if (now === undefined) return;
  for (const [place, changed] of now.gone ?? []) {
    shelf.remove(place);
    applied.add(changed);
  }
  for (const { changed, line: text, ...said } of now.changes ?? []) {
    shelf.set(rowOf(text), lexemesOf(said));
    applied.add(changed);
  }
  if (BigInt(now.floor) > BigInt(followed.floor)) followed.floor = now.floor;
  for (const id of applied) if (BigInt(id) < BigInt(followed.floor)) applied.delete(id);
}

// Ids of transactions, as the database wrote them.
function since(table: "s" | "g", from: string, without: readonly string[]): SQL {
  const changed = sql.raw(`${table}.changed_in`);
  return sql`${changed} >= ${from}::text::xid8 and ${changed} <> all(${sql.param([...without])}::text[]::xid8[])`;
}
