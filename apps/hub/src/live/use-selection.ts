import { useCallback, useEffect, useState } from "react";
import type { DecisionRow } from "./live-source.ts";

export type Selection = {
  readonly row: DecisionRow | null;
  readonly select: (row: DecisionRow) => void;
  readonly clear: () => void;
  readonly step: (by: -1 | 1) => void;
};

/** The opened decision; it stays open when it leaves the window. Escape closes it. */
export function useSelection(shown: readonly DecisionRow[]): Selection {
  const [row, setRow] = useState<DecisionRow | null>(null);
  const clear = useCallback(() => setRow(null), []);
  useEffect(() => {
    if (!row) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") clear();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [row, clear]);
  const step = (by: -1 | 1) => {
    const index = shown.findIndex(({ id }) => id === row?.id);
    const next = index < 0 ? undefined : shown[index + by];
    if (next) setRow(next);
  };
  return { row, select: setRow, clear, step };
}
