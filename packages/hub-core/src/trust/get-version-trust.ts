import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { bundleTargetPath } from "@fleet-persona/persona";
import { desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";

/** Who else vouches for a version beside its publisher; times are ms since 1970. */
export type VersionTrust = {
  /** The newest statement that the gate's key signed about it. */
  readonly attestation: {
    readonly verdict: "passed" | "quarantined" | "rejected";
    readonly rulesVersion: number;
    readonly confidence: number;
    readonly at: number;
    /** Fingerprints of the keys that signed. */
    readonly keyIds: readonly string[];
  } | null;
  /** The repository's own state; null before there is one. `listed`: agents find this version in it. */
  readonly repository: { readonly listed: boolean; readonly targetsVersion: number; readonly expiresAt: number } | null;
};

/** What agents will be shown of a version beside its publisher's signature. They check it themselves: this is for people. */
export const getVersionTrust = defineQuery({
  name: "getVersionTrust",
  scope: "viewer",
  input: z.strictObject({ personaVersionId: personaVersionIdSchema }),
  run: async ({ tx }, { personaVersionId }): Promise<VersionTrust> => {
    const { gateAttestations } = tables;
    const [newest] = await tx
      .select()
      .from(gateAttestations)
      .where(eq(gateAttestations.personaVersionId, personaVersionId))
      .orderBy(desc(gateAttestations.rulesVersion))
      .limit(1);
    if (newest === undefined) return { attestation: null, repository: await repositoryOf(tx, null) };
    const { verdict, rulesVersion, confidence, attestedAt, envelope, digest } = newest;
    return {
      attestation: { verdict, rulesVersion, confidence, at: attestedAt.getTime(), keyIds: signersOf(envelope) },
      repository: await repositoryOf(tx, digest),
    };
  },
});

async function repositoryOf(tx: Tx, digest: string | null): Promise<VersionTrust["repository"]> {
  const { tufMetadata } = tables;
  const rows = await tx
    .select()
    .from(tufMetadata)
    .where(inArray(tufMetadata.role, ["targets", "timestamp"]))
    .orderBy(desc(tufMetadata.version));
  const targets = rows.find(({ role }) => role === "targets");
  const timestamp = rows.find(({ role }) => role === "timestamp");
  if (targets === undefined || timestamp === undefined) return null;
  const listed =
    digest !== null && Buffer.from(targets.body).includes(`"${bundleTargetPath(digest, "attestation.json")}"`);
  return { listed, targetsVersion: targets.version, expiresAt: timestamp.expiresAt.getTime() };
}

const envelopeSchema = z.object({ signatures: z.array(z.object({ keyid: z.string() })) });

function signersOf(envelope: Uint8Array): readonly string[] {
  const parsed = envelopeSchema.safeParse(JSON.parse(Buffer.from(envelope).toString("utf8")));
  return parsed.success ? parsed.data.signatures.map(({ keyid }) => keyid) : [];
}
