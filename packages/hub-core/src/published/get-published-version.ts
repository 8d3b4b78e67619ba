import { defineQuery } from "../use-case/define.ts";
import { publishedAddressSchema, readPublishedVersion } from "./read-published-version.ts";
import type { PublishedVersion, VersionEvidence } from "./read-published-version.ts";

/** One version of a listed Persona, whichever it is. */
export const getPublishedVersion = defineQuery({
  name: "getPublishedVersion",
  scope: "public",
  input: publishedAddressSchema,
  run: async ({ tx }, address): Promise<PublishedVersion> => {
    const { evidence: _evidence, report: _report, ...version } = await readPublishedVersion(tx, address);
    return version;
  },
});

/** Its evidence, claimed and repeated. */
export const getVersionEvidence = defineQuery({
  name: "getVersionEvidence",
  scope: "public",
  input: publishedAddressSchema,
  run: async ({ tx }, address): Promise<VersionEvidence> => {
    const { personaId, version, digest, evidence, report } = await readPublishedVersion(tx, address);
    return { personaId, version, digest, claimed: evidence, gate: report };
  },
});
