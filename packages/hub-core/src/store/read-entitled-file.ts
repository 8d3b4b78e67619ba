import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineQuery } from "../use-case/define.ts";

/** One file of a bundle that the tenant may run (or sells itself); row-level security hides every other. */
export const readEntitledFile = defineQuery({
  name: "readEntitledFile",
  scope: "viewer",
  input: z.strictObject({
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    file: z.enum(["persona.json", "policy.onnx"]),
  }),
  run: async ({ tx }, { digest, file }): Promise<Uint8Array> => {
    const { bundleFiles, personaVersions } = tables;
    const [found] = await tx
      .select({ content: bundleFiles.content })
      .from(bundleFiles)
      .innerJoin(personaVersions, eq(personaVersions.id, bundleFiles.personaVersionId))
      .where(and(eq(personaVersions.digest, digest), eq(bundleFiles.name, file)));
    if (found === undefined) throw notFound("file");
    return found.content;
  },
});
