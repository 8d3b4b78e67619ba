import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

export type AuditEntry = {
  readonly seq: number;
  readonly at: number;
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
  run: async (): Promise<readonly AuditEntry[]> => pending("listAudit"),
});
