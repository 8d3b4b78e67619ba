import { keyFingerprint, type BundleTrust } from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import type { Refusal } from "./persona-events.ts";
import type { PublisherPins } from "./publisher-pins.ts";

export function publisherOf(personaId: string): string {
  return personaId.split("/")[0] ?? personaId;
}

/**
 * What an assigned bundle must satisfy on this host. The version check lets the installed version through again, with
 * the digest it had: a version is never reused, and an older one never comes back.
 */
export function trustFor(pins: PublisherPins, assignment: Assignment): BundleTrust | Refusal {
  const offered = assignment.publisherKeys.map(({ publicKey }) => new Uint8Array(Buffer.from(publicKey, "base64")));
  const publisher = publisherOf(assignment.personaId);
  const trusted = pins.trusted(publisher, offered);
  if (trusted === "publisher-key-changed") {
    const prints = offered.map(keyFingerprint).join(", ");
    return {
      code: trusted,
      message: `${publisher} now comes with ${prints}, which is not the key pinned on this host`,
    };
  }
  const highest = pins.highest(assignment.personaId);
  if (highest?.version === assignment.version && highest.digest !== assignment.digest)
    return { code: "version-not-newer", message: `version ${assignment.version} was another Persona before` };
  const newerThanVersion = highest === undefined ? {} : { newerThanVersion: highest.version - 1 };
  return { publisherKeys: trusted, expectedId: assignment.personaId, ...newerThanVersion };
}
