/** Mean requests per session over the last minute, in bounded memory. */
export type SessionWindow = {
  /** `session` is a hash of 30 bits; `now` in ms since the epoch. */
  add(session: number, now: number): void;
  /** Null when no session was seen. */
  depth(now: number): number | null;
};

type Slot = { readonly slot: number; readonly counts: Map<number, number>; level: number };

const SLOT_MS = 10_000;
const SLOTS = 6;
// A clock that was set back would otherwise fill one slot for ever.
const CLOCK_SET_MS = 60_000;
// More sessions than this in a slot are sampled by their hash: halved, then halved again.
const MOST_SESSIONS = 512;

/**
 * Counts requests per session. Over the limit only sessions whose hash ends in enough zero bits are kept (Wegman's
 * adaptive sampling), each with all its requests, so the mean per session stays unbiased.
 */
export function sessionWindow(): SessionWindow {
  let kept: Slot[] = [];
  let current: Slot = { slot: -1, counts: new Map(), level: 0 };
  let untilMs = 0;
  return {
    add(session, now) {
      if (now < untilMs - CLOCK_SET_MS) kept = [];
      if (now >= untilMs || now < untilMs - CLOCK_SET_MS) {
        const slot = Math.floor(now / SLOT_MS);
        current = { slot, counts: new Map(), level: 0 };
        untilMs = (slot + 1) * SLOT_MS;
        kept = [...kept.filter((old) => old.slot > slot - SLOTS), current];
      }
      count(current, session);
    },
    depth(now) {
      const oldest = Math.floor(now / SLOT_MS) - SLOTS + 1;
      return depthOf(kept.filter(({ slot }) => slot >= oldest));
    },
  };
}

function count(slot: Slot, session: number): void {
  if (slot.level > 0 && (session & maskOf(slot.level)) !== 0) return;
  slot.counts.set(session, (slot.counts.get(session) ?? 0) + 1);
  if (slot.counts.size <= MOST_SESSIONS) return;
  slot.level += 1;
  const mask = maskOf(slot.level);
  for (const known of slot.counts.keys()) if ((known & mask) !== 0) slot.counts.delete(known);
}

// Slots that were sampled differently are compared on the sessions all of them would have kept.
function depthOf(slots: readonly Slot[]): number | null {
  const mask = maskOf(Math.max(0, ...slots.map(({ level }) => level)));
  const sessions = new Set<number>();
  let requests = 0;
  for (const { counts } of slots) {
    for (const [session, own] of counts) {
      if ((session & mask) !== 0) continue;
      sessions.add(session);
      requests += own;
    }
  }
  return sessions.size === 0 ? null : requests / sessions.size;
}

function maskOf(level: number): number {
  return (1 << level) - 1;
}
