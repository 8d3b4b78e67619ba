import type { Assignment } from "@fleet-persona/protocol";
import type { InstallRefusedHere } from "../trust/fetch-install.ts";
import type { Standing } from "./assignment-file.ts";
import type { Refusal } from "./persona-events.ts";
import { revocationOf } from "./revocations.ts";

// What is stale, unleased or not yet judged today may agree tomorrow; a wrong signature will not.
// What the hub may be about to put right: a verdict, a keyring, a lease that accepts a quarantine.
const WAITED_FOR: ReadonlySet<string> = new Set(["attestation-missing", "keyring-missing", "gate-quarantined"]);

export function mayStillAgree({ which, code }: InstallRefusedHere): boolean {
  if (code === "anchors-missing") return false;
  return which === "freshness" || which === "lease" || WAITED_FOR.has(code);
}

// The same digest under other keys is another question, and within an experiment an older version may come.
export function refusalKey({ digest, publisherKeys, experiment }: Assignment): string {
  const within = experiment === undefined ? [] : [experiment.experimentId];
  return [digest, ...publisherKeys.map(({ fingerprint }) => fingerprint), ...within].join(" ");
}

export function rolledBackBefore({ rolledBack }: Standing, { digest }: Assignment): Refusal | undefined {
  if (!rolledBack.includes(digest)) return undefined;
  return { code: "rolled-back", message: "its policy failed on this host and was taken back" };
}

export function revokedBefore({ revoked }: Standing, { digest }: Assignment): Refusal | undefined {
  const found = revocationOf(revoked, digest);
  return found === undefined ? undefined : { code: "revoked", message: `it was revoked: ${found.reason}` };
}
