import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, inArray, isNull } from "drizzle-orm";
import { listingIdSchema } from "../ids.ts";
import type { ListingId } from "../ids.ts";

export const severities = ["low", "moderate", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** What a publisher wants everybody to know who runs one of the affected versions. */
export type AdvisoryView = {
  readonly advisoryId: string;
  readonly listingId: ListingId;
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
  /** Version numbers, ascending. */
  readonly affected: readonly number[];
  /** The first version that does not have it; null while there is none. */
  readonly fixedIn: number | null;
  readonly publishedAt: number;
};

/** The advisories of listings that still stand, newest first. */
export async function readAdvisories(tx: Tx, listingIds: readonly string[]): Promise<readonly AdvisoryView[]> {
  if (listingIds.length === 0) return [];
  const { advisories } = tables;
  const rows = await tx
    .select()
    .from(advisories)
    .where(and(inArray(advisories.listingId, [...listingIds]), isNull(advisories.withdrawnAt)))
    .orderBy(desc(advisories.publishedAt), desc(advisories.id))
    .limit(200);
  return rows.map(({ id, listingId, severity, title, body, affected, fixedIn, publishedAt }) => ({
    advisoryId: id,
    listingId: listingIdSchema.parse(listingId),
    severity,
    title,
    body,
    affected,
    fixedIn,
    publishedAt: publishedAt.getTime(),
  }));
}

/** Those of them that concern one version. */
export function concerning(
  advisories: readonly AdvisoryView[],
  of: { readonly listingId: string; readonly version: number },
): readonly AdvisoryView[] {
  return advisories.filter(({ listingId, affected }) => listingId === of.listingId && affected.includes(of.version));
}
