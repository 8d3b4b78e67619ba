import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { ResolveTxt } from "@fleet-persona/outbound";
import { and, eq, isNotNull, ne } from "drizzle-orm";
import { HubError } from "../hub-error.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { domainGraceMs, domainRecord } from "./publisher-domain.ts";
import type { DomainFinding, DomainRow } from "./publisher-domain.ts";

/** What the DNS says of a domain's record. */
export async function findRecord(resolveTxt: ResolveTxt, row: DomainRow): Promise<DomainFinding> {
  const { name, value } = domainRecord(row);
  const answer = await resolveTxt(name);
  if (answer.kind !== "found") return answer.kind;
  return answer.records.some((record) => record.trim() === value) ? "right" : "wrong";
}

/**
 * Writes down what a look found. A domain is verified when its record is right and no other seller holds it (`conflict`,
 * `domain-taken`); one whose record is missing is failing first and lost after a week. Its seller is told of both.
 */
export async function keepFinding(
  tx: Tx,
  row: DomainRow,
  { finding, now }: { readonly finding: DomainFinding; readonly now: Date },
): Promise<DomainRow> {
  const looked = { checkedAt: now, lastFinding: finding };
  if (finding === "right") {
    if (row.verifiedAt === null) await requireFree(tx, row);
    return change(tx, row, { ...looked, verifiedAt: row.verifiedAt ?? now, failingSince: null });
  }
  if (row.verifiedAt === null) return change(tx, row, looked);
  const failingSince = row.failingSince ?? now;
  const lost = now.getTime() - failingSince.getTime() >= domainGraceMs;
  if (lost || row.failingSince === null) await tellSeller(tx, row, { lost, now });
  if (lost) return change(tx, row, { ...looked, verifiedAt: null, failingSince: null });
  return change(tx, row, { ...looked, failingSince });
}

async function requireFree(tx: Tx, { domain, tenantId }: DomainRow): Promise<void> {
  const { publisherDomains: domains } = tables;
  const [other] = await tx
    .select({ id: domains.publisherId })
    .from(domains)
    .where(and(eq(domains.domain, domain), isNotNull(domains.verifiedAt), ne(domains.tenantId, tenantId)))
    .limit(1);
  if (other === undefined) return;
  const message = `${domain} is verified for another seller. It becomes free when their record has been gone for a week.`;
  throw new HubError("conflict", message, "domain-taken");
}

async function change(tx: Tx, row: DomainRow, set: Partial<DomainRow>): Promise<DomainRow> {
  const { publisherDomains: domains } = tables;
  await tx.update(domains).set(set).where(eq(domains.publisherId, row.publisherId));
  return { ...row, ...set };
}

async function tellSeller(tx: Tx, row: DomainRow, { lost, now }: { lost: boolean; now: Date }): Promise<void> {
  const { name } = domainRecord(row);
  const summary = lost
    ? `${row.domain} is no longer shown as yours: ${name} had not been there for a week.`
    : `The record ${name} cannot be found. Put it back within a week, or ${row.domain} is no longer shown as yours.`;
  const event = { listingId: null, toTenantId: row.tenantId, ref: row.domain, summary, at: now };
  await emitStoreEvent(tx, { ...event, kind: lost ? "domain-lost" : "domain-failing" });
}
