import { tables } from "@fleet-persona/db";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineQuery } from "../use-case/define.ts";
import { refinementIdSchema } from "./refinement.ts";

/** A candidate's files by name, base64. None is signed: the hub has no key that counts. */
export type RefinementFiles = { readonly files: Readonly<Record<string, string>> };

/** What an author takes home to sign; `not-found` while there is no candidate. */
export const readRefinementFiles = defineQuery({
  name: "readRefinementFiles",
  scope: "admin",
  input: z.strictObject({ refinementId: refinementIdSchema }),
  run: async ({ tx, actor }, { refinementId }): Promise<RefinementFiles> => {
    const { refinementFiles: files } = tables;
    const rows = await tx
      .select({ name: files.name, content: files.content })
      .from(files)
      .where(and(eq(files.tenantId, actor.tenantId), eq(files.refinementId, refinementId)))
      .orderBy(asc(files.name));
    if (rows.length === 0) throw notFound("candidate");
    return {
      files: Object.fromEntries(rows.map(({ name, content }) => [name, Buffer.from(content).toString("base64")])),
    };
  },
});
