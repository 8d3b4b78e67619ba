import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, isNull } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { SellerView } from "./listing-page.ts";

/** A publisher as buyers see it; `not-found` where there is none of that name. */
export async function readSeller(tx: Tx, slug: string): Promise<SellerView> {
  const { publisherKeys, publishers } = tables;
  const rows = await tx
    .select({ publisher: publishers, key: publisherKeys })
    .from(publishers)
    .leftJoin(publisherKeys, and(eq(publisherKeys.publisherId, publishers.id), isNull(publisherKeys.revokedAt)))
    .where(eq(publishers.slug, slug))
    .orderBy(asc(publisherKeys.createdAt));
  const [first] = rows;
  if (first === undefined) throw notFound("seller");
  return {
    slug,
    displayName: first.publisher.displayName,
    since: first.publisher.createdAt.getTime(),
    keys: rows.flatMap(({ key }) =>
      key === null ? [] : [{ fingerprint: key.fingerprint, registeredAt: key.createdAt.getTime() }],
    ),
  };
}
