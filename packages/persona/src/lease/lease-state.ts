import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "@scure/base";
import { refuse, type RefusedWith } from "../refusal.ts";
import type { LeaseRefusal, PersonaLease } from "./lease.ts";

/** `warning`: it ends soon and should have been renewed; `grace`: it ended, what runs goes on; `lapsed`: the fallback decides. */
export type LeaseState = "valid" | "warning" | "grace" | "lapsed";

// A lease is renewed when half of it is over: who still has the old one in the last quarter should know.
const WARNING_SHARE = 0.25;

// Clocks of hub and host differ by minutes at most, or the session itself is refused.
const CLOCK_TOLERANCE_MS = 5 * 60_000;

type Terms = Pick<PersonaLease, "issued_at" | "expires_at" | "offline_grace_s">;

/** How a lease stands at `now` (ms since 1970). `delayMs` puts a host's own turn behind the grace. */
export function leaseState(lease: Terms, now: number, delayMs = 0): LeaseState {
  const { issued_at, expires_at, offline_grace_s } = lease;
  if (now >= expires_at + offline_grace_s * 1000 + delayMs) return "lapsed";
  if (now >= expires_at) return "grace";
  return now >= expires_at - (expires_at - issued_at) * WARNING_SHARE ? "warning" : "valid";
}

/**
 * How long after the grace a host hands over, ms in [0, windowMs): its place in the window follows from its id alone, so a
 * fleet goes over in waves without a message. First 32 bits of SHA-256 of the id, as a share.
 */
export function handoverDelayMs(hostId: string, windowMs: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8.decode(hostId));
  return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * windowMs);
}

/** Whether a lease allows a new install at `now`: only while it has not ended. What runs is another question. */
export function leaseAllowsInstall(lease: Terms, now: number): RefusedWith<LeaseRefusal> | undefined {
  if (lease.issued_at > now + CLOCK_TOLERANCE_MS)
    return refuse("lease-not-yet", "The lease begins later than this host's clock says.");
  const state = leaseState(lease, now);
  if (state === "grace") return refuse("lease-expired", "The lease has ended; what runs goes on for its grace.");
  return state === "lapsed" ? refuse("lease-lapsed", "The lease and its grace are over.") : undefined;
}
