import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { GateReport, Manifest } from "@fleet-persona/persona";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
import type { GateState } from "../gate/gate-run.ts";
import { readGateReport, readGateState } from "../gate/read-gate.ts";
import { notFound } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { versionNumberSchema } from "../lifecycle/version-state.ts";
import type { VersionState } from "../lifecycle/version-state.ts";

/** One version by its address, as paths have it. */
export const publishedAddressSchema = z.strictObject({
  publisher: slugSchema,
  name: z.string().min(1).max(96),
  version: versionNumberSchema,
});
type PublishedAddress = z.output<typeof publishedAddressSchema>;

/** One file of a bundle: what it is called, how long it is and what it is. */
export type BundleFileView = { readonly name: string; readonly bytes: number | null; readonly sha256: string };

/** One version of a listed Persona with everything that was published with it. */
export type PublishedVersion = VersionState & {
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly publisherName: string;
  readonly version: number;
  /** SHA-256 of persona.json, hex; it names the bundle. */
  readonly digest: string;
  readonly signedBy: readonly string[];
  readonly publishedAt: number;
  readonly gate: GateState;
  readonly manifest: Manifest;
  readonly card: string;
  /** persona.json first. Its length is not kept; the envelope is not listed in it and differs with who co-signed. */
  readonly files: readonly BundleFileView[];
};

/** What the author claims of a version, and what the gate found when it repeated it. */
export type VersionEvidence = {
  readonly personaId: string;
  readonly version: number;
  readonly digest: string;
  readonly claimed: unknown;
  readonly gate: GateReport | null;
};

export type PublishedRow = PublishedVersion & { readonly evidence: unknown; readonly report: GateReport | null };

/** A version that the reader may see, by its address; `not-found` for any other. */
export async function readPublishedVersion(
  tx: Tx,
  { publisher, name, version }: PublishedAddress,
): Promise<PublishedRow> {
  const { listings, personaVersions, publishers } = tables;
  const [row] = await tx
    .select({ version: personaVersions, publisherName: publishers.displayName })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(and(eq(listings.publisherSlug, publisher), eq(listings.name, name), eq(personaVersions.version, version)));
  if (row === undefined) throw notFound("version");
  const { id, digest, signedBy, manifest, card, evidence, publishedAt } = row.version;
  const personaVersionId = versionId(id);
  const listed = manifest.files.map((file) => ({ name: file.name, bytes: file.bytes, sha256: file.sha256 }));
  return {
    ...(await readVersionState(tx, id)),
    personaVersionId,
    personaId: `${publisher}/${name}`,
    publisherName: row.publisherName,
    version,
    digest,
    signedBy,
    publishedAt: publishedAt.getTime(),
    gate: await readGateState(tx, personaVersionId),
    manifest,
    card,
    files: [{ name: "persona.json", bytes: null, sha256: digest }, ...listed],
    evidence,
    report: (await readGateReport(tx, personaVersionId))?.report ?? null,
  };
}
