import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";

/** Whether a bundle was published before, of those that the tenant may see; `digest` is SHA-256 of persona.json, hex. */
export const isPublished = defineQuery({
  name: "isPublished",
  scope: "viewer",
  input: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: async ({ tx }, { digest }): Promise<boolean> => {
    const { personaVersions } = tables;
    const rows = await tx
      .select({ id: personaVersions.id })
      .from(personaVersions)
      .where(eq(personaVersions.digest, digest));
    return rows.length > 0;
  },
});
