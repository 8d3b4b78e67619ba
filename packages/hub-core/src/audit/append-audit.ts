import { createHash } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { canonicalBytes } from "@fleet-persona/persona";
import { eq } from "drizzle-orm";
import type { TenantId } from "../ids.ts";
import type { AuditDetails } from "../use-case/define.ts";

/** One fact for a tenant's audit log. `actor` is `user:<id>`, `token:<id>` (an API token) or `host:<id>`. */
export type AuditFact = {
  readonly tenantId: TenantId;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly entityId: string;
  readonly details: AuditDetails;
};

/** The hash before a tenant's first entry. */
export const genesisHash = new Uint8Array(32);

/** Adds a row to the tenant's chain; the head row keeps concurrent writers in line until they commit. */
export async function appendAudit(tx: Tx, fact: AuditFact): Promise<void> {
  const { auditHeads, auditLog } = tables;
  const { tenantId } = fact;
  await tx.insert(auditHeads).values({ tenantId, seq: 0, hash: genesisHash }).onConflictDoNothing();
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId)).for("update");
  if (head === undefined) throw new TypeError("An audit row needs a transaction bound to its tenant.");
  const seq = head.seq + 1;
  // Through JSON once, so that what is hashed is what jsonb will give back.
  const details = JSON.parse(JSON.stringify(fact.details)) as AuditDetails;
  const hash = entryHash(head.hash, { ...fact, details, seq });
  await tx.insert(auditLog).values({ ...fact, details, seq, previousHash: head.hash, hash });
  await tx.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.tenantId, tenantId));
}

/** SHA-256 of the previous hash and the entry's canonical JSON. */
export function entryHash(
  previous: Uint8Array,
  entry: Omit<AuditFact, "tenantId"> & { readonly seq: number },
): Uint8Array {
  const { seq, at, actor, command, entityId, details } = entry;
  const bytes = canonicalBytes({ seq, at: at.getTime(), actor, command, entityId, details });
  return Uint8Array.from(createHash("sha256").update(previous).update(bytes).digest());
}
