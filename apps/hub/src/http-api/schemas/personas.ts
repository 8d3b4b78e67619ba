import { z } from "zod";
import { instant, listOf, named, sha256 } from "./parts.ts";

/** What a publisher said about a version. */
const notices = listOf(
  z.object({
    kind: z.enum(["deprecated", "yanked", "revoked"]),
    reason: z.string(),
    successor: z.int().nullable(),
    saidAt: instant,
  }),
);
const state = z.enum(["offered", "deprecated", "yanked", "revoked"]);

/** What a version is today, as fields of others. */
export const versionState = { state, notices };

export const versionSaidSchema = named(
  "VersionState",
  "What a version has become.",
  z.object({ personaId: z.string(), version: z.int(), ...versionState }),
);

export const revokedSchema = z.object({
  personaId: z.string(),
  version: z.int(),
  ...versionState,
  fleets: z.int().meta({ description: "how many fleets were told to leave it" }),
});

export const advisorySchema = named(
  "Advisory",
  "What a publisher wants everybody to know who runs one of the affected versions.",
  z.object({
    advisoryId: z.string(),
    listingId: z.string(),
    severity: z.enum(["low", "moderate", "high", "critical"]),
    title: z.string(),
    body: z.string(),
    affected: listOf(z.int()),
    fixedIn: z.int().nullable(),
    publishedAt: instant,
  }),
);

export const ownPersonasSchema = z.object({
  personas: listOf(
    named(
      "OwnPersona",
      "A Persona as its publisher sees it.",
      z.looseObject({
        listingId: z.string(),
        personaId: z.string(),
        title: z.string(),
        versions: listOf(
          z.object({
            personaVersionId: z.string(),
            version: z.int(),
            digest: sha256,
            publishedAt: instant,
            ...versionState,
          }),
        ),
        advisories: listOf(advisorySchema),
      }),
    ),
  ),
});

export const publishedSchema = named(
  "Published",
  "A version as the hub took it in.",
  z.looseObject({
    listingId: z.string(),
    personaVersionId: z.string(),
    personaId: z.string(),
    version: z.int(),
    digest: sha256,
    status: z.enum(["draft", "listed"]).meta({ description: "whether others see the listing" }),
    signedBy: listOf(z.string()).meta({ description: "fingerprints of the keys whose signatures were verified" }),
  }),
);

export const keyringSchema = named(
  "Keyring",
  "A publisher's keyring.",
  z.object({
    publisher: z.string(),
    version: z.int(),
    threshold: z.int(),
    digest: sha256,
    keyids: listOf(z.string()),
    revoked: listOf(z.string()),
  }),
);
