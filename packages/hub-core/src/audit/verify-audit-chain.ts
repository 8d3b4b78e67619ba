import { tables, withTenant } from "@fleet-persona/db";
import { asc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { TenantId } from "../ids.ts";
import type { AuditDetails } from "../use-case/define.ts";
import { entryHash, genesisHash } from "./append-audit.ts";

export type AuditVerdict =
  | { readonly kind: "intact"; readonly entries: number }
  | {
      readonly kind: "broken";
      readonly seq: number;
      readonly because: "entry-missing" | "hash-mismatch" | "head-mismatch";
    };

/** Recomputes a tenant's whole chain and compares it with its head. */
export async function verifyAuditChain(deps: Deps, tenantId: TenantId): Promise<AuditVerdict> {
  return withTenant(deps.db, tenantId, async (tx) => {
    const { auditHeads, auditLog } = tables;
    const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId));
    const rows = await tx.select().from(auditLog).where(eq(auditLog.tenantId, tenantId)).orderBy(asc(auditLog.seq));
    let previous: Uint8Array = genesisHash;
    for (const [index, row] of rows.entries()) {
      if (row.seq !== index + 1) return { kind: "broken", seq: index + 1, because: "entry-missing" };
      const expected = entryHash(previous, { ...row, details: row.details as AuditDetails });
      if (!equal(row.previousHash, previous) || !equal(row.hash, expected)) {
        return { kind: "broken", seq: row.seq, because: "hash-mismatch" };
      }
      previous = row.hash;
    }
    const atHead = head === undefined ? rows.length === 0 : head.seq === rows.length && equal(head.hash, previous);
    if (!atHead) return { kind: "broken", seq: head?.seq ?? 0, because: "head-mismatch" };
    return { kind: "intact", entries: rows.length };
  });
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
