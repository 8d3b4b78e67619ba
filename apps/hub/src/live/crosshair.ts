import { useSyncExternalStore } from "react";

/** The one moment the reader points at, for every row of the page; null when nobody points. */
export type Crosshair = {
  readonly get: () => number | null;
  readonly set: (at: number | null) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createCrosshair(): Crosshair {
  let moment: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => moment,
    set(at) {
      if (at === moment) return;
      moment = at;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useCrosshair(crosshair: Crosshair): number | null {
  return useSyncExternalStore(crosshair.subscribe, crosshair.get, () => null);
}
