import type { SignalReading } from "@fleet-persona/engine";
import type { CountedEvent, EventItem, ExperimentOutcome } from "./event-item.ts";

/** Counts what was told over a sliding window. The caller brings the time, in ms since the epoch. */
export type EventWindow = {
  /**
   * Takes in what one request told at `now`; an empty list says that nothing happened. Gives how many outcomes were left
   * out because their experiment has too many variants by now.
   */
  tell(items: readonly EventItem[], now: number): number;
  /**
   * `event_rate.*`, `event_share.*`, `session_depth` and `outcome.*` over the window that ended when somebody last told
   * something. After that nothing is known, so they keep that time. Empty before the first word.
   */
  signals(): Readonly<Record<string, SignalReading>>;
  toldAt(): number | null;
};

export type EventWindowOptions = {
  readonly windowMs: number;
  /** Events that count as zero in a window in which nobody told of them. */
  readonly events: readonly string[];
  /** What is kept of a session's name: something that tells sessions apart and says nothing else. */
  readonly sessionKey: (session: string) => string;
};

type Tally = { sum: number; count: number };

class Slot {
  readonly events = new Map<string, number>();
  readonly sessions = new Map<string, number>();
  readonly outcomes = new Map<string, Tally>();
}

const SLOTS = 60;
const MOST_SESSIONS_IN_SLOT = 500;
// Every variant is a signal's name, and a dictionary holds 255.
const MOST_OUTCOMES = 48;

export function openEventWindow({ windowMs, events, sessionKey }: EventWindowOptions): EventWindow {
  const slotMs = Math.max(1000, windowMs / SLOTS);
  const slots = new Map<number, Slot>();
  const outcomes = new Set<string>();
  let since: number | null = null;
  let told: number | null = null;

  const count = (slot: Slot, item: CountedEvent) => {
    grow(slot.events, item.event, item.count);
    if (item.session === null) return;
    const key = sessionKey(item.session);
    if (slot.sessions.size < MOST_SESSIONS_IN_SLOT || slot.sessions.has(key)) grow(slot.sessions, key, item.count);
  };
  const weigh = (slot: Slot, { experiment, variant, value }: ExperimentOutcome): boolean => {
    const own = `${experiment}.${variant}`;
    if (!outcomes.has(own) && outcomes.size >= MOST_OUTCOMES) return false;
    outcomes.add(own);
    weighIn(slot.outcomes, experiment, { sum: value, count: 1 });
    weighIn(slot.outcomes, own, { sum: value, count: 1 });
    return true;
  };
  return {
    tell(items, now) {
      for (const number of slots.keys()) if ((number + 1) * slotMs <= now - windowMs) slots.delete(number);
      since ??= now;
      told = now;
      let dropped = 0;
      for (const item of items) {
        const number = Math.floor(item.at / slotMs);
        const slot = slots.get(number) ?? new Slot();
        slots.set(number, slot);
        if (item.kind === "event") count(slot, item);
        else if (!weigh(slot, item)) dropped += 1;
      }
      return dropped;
    },
    signals() {
      if (told === null || since === null) return {};
      // A window that is not full yet is as long as it has been listening.
      const seconds = Math.max(1, Math.min(windowMs, told - since) / 1000);
      return signalsOf([...slots.values()], events, seconds, told);
    },
    toldAt: () => told,
  };
}

function signalsOf(
  slots: readonly Slot[],
  names: readonly string[],
  seconds: number,
  at: number,
): Readonly<Record<string, SignalReading>> {
  const events = new Map<string, number>();
  const sessions = new Map<string, number>();
  const outcomes = new Map<string, Tally>();
  for (const slot of slots) {
    for (const [name, count] of slot.events) grow(events, name, count);
    for (const [session, count] of slot.sessions) grow(sessions, session, count);
    for (const [name, tally] of slot.outcomes) weighIn(outcomes, name, tally);
  }
  const total = sumOf(events);
  const signals: Record<string, SignalReading> = {};
  for (const name of names) {
    const count = events.get(name) ?? 0;
    signals[`event_rate.${name}`] = { value: count / seconds, at };
    if (total > 0) signals[`event_share.${name}`] = { value: count / total, at };
  }
  if (sessions.size > 0) signals["session_depth"] = { value: sumOf(sessions) / sessions.size, at };
  for (const [name, { sum, count }] of outcomes) signals[`outcome.${name}`] = { value: sum / count, at };
  return signals;
}

function grow(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

function weighIn(map: Map<string, Tally>, key: string, { sum, count }: Tally): void {
  const known = map.get(key) ?? { sum: 0, count: 0 };
  map.set(key, { sum: known.sum + sum, count: known.count + count });
}

function sumOf(map: ReadonlyMap<string, number>): number {
  return [...map.values()].reduce((sum, count) => sum + count, 0);
}
