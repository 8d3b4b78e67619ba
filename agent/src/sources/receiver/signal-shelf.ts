import type { SignalReading, Signals } from "@fleet-persona/engine";

/** The newest reading of each signal that was received, and when anything last was. */
export type SignalShelf = {
  /** An older reading than the one that lies there is left out: what was sent late is not news. */
  put(name: string, reading: SignalReading): void;
  heard(now: number): void;
  signals(): Signals;
  lastAt(): number | null;
};

export function signalShelf(): SignalShelf {
  let kept: Signals = {};
  let lastAt: number | null = null;
  return {
    put(name, reading) {
      const known = kept[name];
      if (known === undefined || reading.at >= known.at) kept = { ...kept, [name]: reading };
    },
    heard(now) {
      lastAt = now;
    },
    signals: () => kept,
    lastAt: () => lastAt,
  };
}
