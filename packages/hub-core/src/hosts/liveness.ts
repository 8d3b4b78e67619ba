/** A host that was silent for this long is offline, ms. */
export const offlineAfterMs = 60_000;

export type Liveness = "new" | "online" | "offline";

/** What a host's row says about it at `now`; the stored state alone may be up to a maintenance round old. */
export function livenessOf(host: { liveness: Liveness; lastSeenAt: Date | null }, now: Date): Liveness {
  if (host.lastSeenAt === null) return "new";
  return now.getTime() - host.lastSeenAt.getTime() < offlineAfterMs ? host.liveness : "offline";
}
