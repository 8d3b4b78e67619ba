import { tables } from "@fleet-persona/db";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";

export type AuditEntry = {
  readonly seq: number;
  readonly at: number;
  /** `user:<id>` or `host:<id>`. */
  readonly actor: string;
  readonly command: string;
  readonly entityId: string;
  readonly details: unknown;
  /** SHA-256 over the entry before it and this one, hex. */
  readonly hash: string;
};

/** The tenant's audit log, newest first; pass the smallest `seq` of a page as `before` for the next. */
export const listAudit = defineQuery({
  name: "listAudit",
  scope: "admin",
  input: z.strictObject({
    limit: z.int().min(1).max(200).default(50),
    before: z.int().min(1).optional(),
  }),
  run: async ({ tx, actor }, { limit, before }): Promise<readonly AuditEntry[]> => {
    const { auditLog } = tables;
    const rows = await tx
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, actor.tenantId), before === undefined ? undefined : lt(auditLog.seq, before)))
      .orderBy(desc(auditLog.seq))
      .limit(limit);
    return rows.map(({ seq, at, actor: who, command, entityId, details, hash }) => ({
      seq,
      at: at.getTime(),
      actor: who,
      command,
      entityId,
      details,
      hash: Buffer.from(hash).toString("hex"),
    }));
  },
});
