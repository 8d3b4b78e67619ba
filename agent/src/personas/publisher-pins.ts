import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const pinSchema = z.strictObject({
  /** Keys, where a tenant approved them before there was a keyring. */
  fingerprints: z.array(z.string()),
  since: z.iso.datetime(),
  /** `enrolment`: the tenant had approved it before; `first-use`: the first Persona of this publisher brought it. */
  from: z.enum(["enrolment", "first-use"]),
  /** Digests of the keyrings that were verified here, oldest first: each followed from the one before. */
  keyrings: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
});
const pinsSchema = z.strictObject({
  publishers: z.record(z.string(), pinSchema),
  /** Highest version ever installed of each Persona, and its digest: a version is never reused. */
  versions: z.record(z.string(), z.strictObject({ version: z.int().positive(), digest: z.string() })),
});
type Pins = z.infer<typeof pinsSchema>;

/** Whom this host trusts, by publisher, and the versions it has seen. */
export type PublisherPins = Readonly<{
  /** Digests of the keyrings pinned for a publisher, oldest first; none before its first Persona. */
  keyrings(publisher: string): readonly string[];
  /** Whether a pinned key is among these; true where no key is pinned, or a keyring was pinned since. */
  knows(publisher: string, keyids: readonly string[]): boolean;
  /** Pins keys that the tenant approved; a publisher that is already pinned stays as it is. */
  pin(publisher: string, fingerprints: readonly string[], from: "enrolment" | "first-use", now: number): void;
  /** Adds keyrings that were verified, oldest first. */
  pinKeyrings(publisher: string, digests: readonly string[], now: number): void;
  highest(personaId: string): { version: number; digest: string } | undefined;
  recordVersion(personaId: string, version: number, digest: string): void;
}>;

/** `publisher` of `publisher/name`. */
export function publisherOf(personaId: string): string {
  return personaId.split("/")[0] ?? personaId;
}

/** Opens the pins of a state folder. A damaged file is an error, never an empty list of pins. */
export function openPublisherPins(path: string): PublisherPins {
  const text = readFileIfPresent(path);
  const pins: Pins = text === undefined ? { publishers: {}, versions: {} } : pinsSchema.parse(JSON.parse(text));
  const save = (): void => writeFileAtomically(path, `${JSON.stringify(pins, null, 2)}\n`);
  return {
    keyrings: (publisher) => pins.publishers[publisher]?.keyrings ?? [],
    knows: (publisher, keyids) => {
      const pinned = pins.publishers[publisher];
      if (pinned === undefined || pinned.fingerprints.length === 0 || pinned.keyrings.length > 0) return true;
      return pinned.fingerprints.some((fingerprint) => keyids.includes(fingerprint));
    },
    pin: (publisher, fingerprints, from, now) => {
      if (pins.publishers[publisher] !== undefined) return;
      const since = new Date(now).toISOString();
      pins.publishers[publisher] = { fingerprints: [...fingerprints], since, from, keyrings: [] };
      save();
    },
    pinKeyrings: (publisher, digests, now) => {
      const first = { fingerprints: [], since: new Date(now).toISOString(), from: "first-use" as const, keyrings: [] };
      const before = pins.publishers[publisher] ?? first;
      const added = digests.filter((digest) => !before.keyrings.includes(digest));
      if (added.length === 0) return;
      pins.publishers[publisher] = { ...before, keyrings: [...before.keyrings, ...added] };
      save();
    },
    highest: (personaId) => pins.versions[personaId],
    recordVersion: (personaId, version, digest) => {
      if ((pins.versions[personaId]?.version ?? 0) >= version) return;
      pins.versions[personaId] = { version, digest };
      save();
    },
  };
}
