import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Condition } from "./condition.ts";

/** What was typed, as conditions on `listing_search s`. */
export type Understood = {
  readonly condition: Condition | null;
  /** Whether the words are all in a listing's heading; null where there are no words. */
  readonly named: SQL | null;
  readonly meant: string | null;
  /** All of which must match, each a word or alternatives in PostgreSQL's notation; null where it is not words that were typed. */
  readonly parts: readonly string[] | null;
};

const nothingTyped: Understood = { condition: null, named: null, meant: null, parts: [] };
const notWords = { named: null, meant: null, parts: null } as const;

/** An address or the beginning of one, a key's fingerprint, a bundle's digest, or words: the nearest ones where nobody uses those. */
export async function understand(tx: Tx, q: string): Promise<Understood> {
  if (q === "") return nothingTyped;
  const [, publisher, name] = /^([a-z0-9-]{2,40})\/([a-z0-9-]{0,95})$/.exec(q) ?? [];
  if (publisher !== undefined && name !== undefined) {
    return { ...notWords, condition: few(sql`s.publisher_slug = ${publisher} and starts_with(s.name, ${name})`) };
  }
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(q)) return { ...notWords, condition: few(await signedWith(tx, q)) };
  if (/^[0-9a-f]{64}$/.test(q)) return { ...notWords, condition: few(await ofDigest(tx, q)) };
  // Operators are for those who know what they want: nothing is corrected.
  if (/"|(?:^|\s)-\S/.test(q)) return { ...matching(sql`websearch_to_tsquery('english', ${q})`, null, 0), parts: null };
  const [row] = await tx.execute<{ query: string; meant: string | null; share: number | null }>(
    sql`select query, meant, share from understand_store_query(${q})`,
  );
  if (row === undefined || row.query === "") return { ...notWords, condition: few(sql`false`) };
  return { ...matching(sql`${row.query}::tsquery`, row.meant, row.share ?? 0), parts: row.query.split(" & ") };
}

const few = (condition: SQL): Condition => ({ sql: condition, share: 0 });

function matching(query: SQL, meant: string | null, share: number): Omit<Understood, "parts"> {
  return { condition: { sql: sql`s.document @@ ${query}`, share }, named: sql`s.heading @@ ${query}`, meant };
}

async function signedWith(tx: Tx, fingerprint: string): Promise<SQL> {
  const { publisherKeys: keys, publishers } = tables;
  const [row] = await tx
    .select({ slug: publishers.slug })
    .from(keys)
    .innerJoin(publishers, eq(publishers.id, keys.publisherId))
    .where(and(eq(keys.fingerprint, fingerprint), isNull(keys.revokedAt)));
  return row === undefined ? sql`false` : sql`s.publisher_slug = ${row.slug}`;
}

async function ofDigest(tx: Tx, digest: string): Promise<SQL> {
  const { personaVersions: versions } = tables;
  const [row] = await tx.select({ listingId: versions.listingId }).from(versions).where(eq(versions.digest, digest));
  return row === undefined ? sql`false` : sql`s.listing_id = ${row.listingId}`;
}
