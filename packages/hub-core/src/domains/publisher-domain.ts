import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";

/** What the last look at the DNS found. */
export type DomainFinding = "right" | "wrong" | "none" | "unanswered";

/** A domain that a publisher says is theirs, and what has to stand in its DNS. */
export type DomainView = {
  readonly publisher: string;
  /** In punycode. */
  readonly domain: string;
  readonly record: { readonly name: string; readonly value: string };
  /** `failing`: verified, and the record was not found lately. */
  readonly state: "pending" | "verified" | "failing";
  readonly verifiedAt: number | null;
  readonly checkedAt: number | null;
  readonly finding: DomainFinding | null;
  /** When it stops being verified unless the record is found again; null unless it is failing. */
  readonly lostAt: number | null;
};

export type DomainRow = typeof tables.publisherDomains.$inferSelect;

/** For how long a record may be missing before the domain is no longer verified. */
export const domainGraceMs = 7 * 86_400_000;

/** The TXT record that proves a domain. */
export function domainRecord({ domain, token }: Pick<DomainRow, "domain" | "token">): DomainView["record"] {
  return { name: `_fleet-persona.${domain}`, value: `fleet-persona-verification=${token}` };
}

export function domainViewOf(publisher: string, row: DomainRow): DomainView {
  const { verifiedAt, checkedAt, failingSince, lastFinding } = row;
  const verified = verifiedAt !== null;
  return {
    publisher,
    domain: row.domain,
    record: domainRecord(row),
    state: !verified ? "pending" : failingSince === null ? "verified" : "failing",
    verifiedAt: verifiedAt?.getTime() ?? null,
    checkedAt: checkedAt?.getTime() ?? null,
    finding: lastFinding,
    lostAt: verified && failingSince !== null ? failingSince.getTime() + domainGraceMs : null,
  };
}

/** The id of a publisher of the tenant; `not-found` for anybody else's. */
export async function ownPublisher(tx: Tx, tenantId: TenantId, slug: string): Promise<string> {
  const { publishers } = tables;
  const [row] = await tx
    .select({ id: publishers.id })
    .from(publishers)
    .where(and(eq(publishers.tenantId, tenantId), eq(publishers.slug, slug)));
  if (row === undefined) throw notFound("publisher of yours");
  return row.id;
}

/** The verified domains of publishers, by publisher id. */
export async function readSellerDomains(tx: Tx, publisherIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (publisherIds.length === 0) return new Map();
  const { publisherDomains: domains } = tables;
  const rows = await tx
    .select({ id: domains.publisherId, domain: domains.domain })
    .from(domains)
    .where(and(inArray(domains.publisherId, [...publisherIds]), isNotNull(domains.verifiedAt)));
  return new Map(rows.map(({ id, domain }) => [id, domain]));
}
