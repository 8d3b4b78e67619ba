import type { Revoked } from "@fleet-persona/engine";
import { revocationSchema, type Revocation } from "@fleet-persona/protocol";
import { z } from "zod";
import type { PolicyRuntime } from "../policy/policy-runtime.ts";

/** A revocation as this host keeps it, with when it first heard of it. Once kept it is never forgotten. */
export const keptRevocationSchema = revocationSchema.extend({ heardAt: z.int().nonnegative() });
export type KeptRevocation = z.infer<typeof keptRevocationSchema>;

/** Adds what the hub says. Of one that is known only its wave can change, and only to an earlier one: nobody goes back. */
export function withRevocations(
  kept: readonly KeptRevocation[],
  told: readonly Revocation[],
  now: number,
): readonly KeptRevocation[] {
  if (told.length === 0) return kept;
  const byDigest = new Map(kept.map((one) => [one.digest, one]));
  for (const one of told) {
    const known = byDigest.get(one.digest);
    const startsAt = Math.min(known?.startsAt ?? one.startsAt, one.startsAt);
    byDigest.set(one.digest, { ...one, startsAt, heardAt: known?.heardAt ?? now });
  }
  return [...byDigest.values()];
}

export function revocationOf(kept: readonly KeptRevocation[], digest: string | undefined): KeptRevocation | undefined {
  return kept.find((one) => one.digest === digest);
}

/** When this host's way to its safe configuration begins. A clock that is wrong makes it wait no longer than its wave does. */
export function dueAt({ startsAt, since, heardAt }: KeptRevocation): number {
  return Math.min(startsAt, heardAt + Math.max(0, startsAt - since));
}

/** A revocation in the engine's terms right now. */
export function revokedNow(revocation: KeptRevocation | undefined, now: number): Revoked {
  if (revocation === undefined) return false;
  return now >= dueAt(revocation) ? "due" : "waiting";
}

/** What stands where a revoked Persona's policy was: it is never asked again, not even loaded. */
export const withdrawnPolicy: PolicyRuntime = {
  infer: () => ({ kind: "failed", because: "no-policy", message: "the Persona was revoked" }),
  release: () => undefined,
};
