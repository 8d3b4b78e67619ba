import { createHash } from "node:crypto";

/** How the hosts of a fleet leave a revoked Persona: a share of them at a time over a window, or all at once. */
export type RevocationPace =
  | { readonly kind: "at-once" }
  | { readonly kind: "waves"; readonly waves: number; readonly windowMs: number };

/**
 * A tenant's pace until it chooses another: a fifth of the hosts at once, then a fifth every minute. A minute is two windows of the
 * outcome guardrail, so that a wave has been seen before the next one goes; after four minutes the last has begun.
 */
export const defaultPace: RevocationPace = { kind: "waves", waves: 5, windowMs: 300_000 };

/**
 * When each host's wave begins, ms after the revocation. Hosts stand in the order of a hash of revocation and host, so that it is
 * not always the same ones that go first; the waves are as even as can be, and the first is never empty.
 */
export function waveDelays(
  pace: RevocationPace,
  revocation: string,
  hostIds: readonly string[],
): ReadonlyMap<string, number> {
  const ordered = [...new Set(hostIds)].toSorted((a, b) => {
    const [one, other] = [rank(revocation, a), rank(revocation, b)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  return new Map(ordered.map((hostId, place) => [hostId, delayOf(pace, place, ordered.length)]));
}

/** Which wave a host at `place` (from 0) of `hosts` belongs to, from 0. */
export function waveOf({ waves }: { readonly waves: number }, place: number, hosts: number): number {
  return Math.floor((place * waves) / hosts);
}

function delayOf(pace: RevocationPace, place: number, hosts: number): number {
  if (pace.kind === "at-once") return 0;
  return Math.floor((waveOf(pace, place, hosts) * pace.windowMs) / pace.waves);
}

function rank(revocation: string, hostId: string): string {
  return createHash("sha256").update(`${revocation}\0${hostId}`).digest("hex");
}
