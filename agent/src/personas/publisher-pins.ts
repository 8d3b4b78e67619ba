import { keyFingerprint } from "@fleet-persona/persona";
import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const pinSchema = z.strictObject({
  fingerprints: z.array(z.string()).min(1),
  since: z.iso.datetime(),
  /** `enrolment`: the tenant had approved the key before; `first-use`: the first Persona of this publisher brought it. */
  from: z.enum(["enrolment", "first-use"]),
});
const pinsSchema = z.strictObject({
  publishers: z.record(z.string(), pinSchema),
  /** Highest version ever installed of each Persona, and its digest: a version is never reused. */
  versions: z.record(z.string(), z.strictObject({ version: z.int().positive(), digest: z.string() })),
});
type Pins = z.infer<typeof pinsSchema>;

/** Keys this host trusts, by publisher, and the versions it has seen. */
export type PublisherPins = Readonly<{
  /** The offered keys that may be trusted, or a refusal when the publisher is pinned and none of them is the pinned one. */
  trusted(publisher: string, offered: readonly Uint8Array[]): readonly Uint8Array[] | "publisher-key-changed";
  /** Records the keys after they verified something; a publisher that is already pinned stays as it is. */
  pin(publisher: string, fingerprints: readonly string[], from: "enrolment" | "first-use", now: number): void;
  highest(personaId: string): { version: number; digest: string } | undefined;
  recordVersion(personaId: string, version: number, digest: string): void;
}>;

/** Opens the pins of a state folder. A damaged file is an error, never an empty list of pins. */
export function openPublisherPins(path: string): PublisherPins {
  const text = readFileIfPresent(path);
  const pins: Pins = text === undefined ? { publishers: {}, versions: {} } : pinsSchema.parse(JSON.parse(text));
  const save = (): void => writeFileAtomically(path, `${JSON.stringify(pins, null, 2)}\n`);
  return {
    trusted: (publisher, offered) => {
      const pinned = pins.publishers[publisher];
      if (pinned === undefined) return offered;
      const known = offered.filter((key) => pinned.fingerprints.includes(keyFingerprint(key)));
      return known.length > 0 ? known : "publisher-key-changed";
    },
    pin: (publisher, fingerprints, from, now) => {
      if (pins.publishers[publisher] !== undefined) return;
      pins.publishers[publisher] = { fingerprints: [...fingerprints], since: new Date(now).toISOString(), from };
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
