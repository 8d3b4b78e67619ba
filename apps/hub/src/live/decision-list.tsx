import { memo, useState } from "react";
import { clock, span } from "./figures.ts";
import type { DecisionRow } from "./live-source.ts";
import { headlineOf, MARKS, markOf, stretchesOf, type MarkKind } from "./marks.ts";
import styles from "./decision.module.css";

type DecisionListProps = {
  readonly decisions: readonly DecisionRow[];
  readonly selectedId: string | null;
  readonly select: (row: DecisionRow) => void;
};

type Entry = {
  readonly row: DecisionRow;
  readonly kind: MarkKind | "held" | "fallback" | "trigger" | "off" | "policy";
  readonly text: string;
  readonly lasted: number | null;
};

const GLYPHS: Record<Entry["kind"], string> = {
  grow: MARKS.grow.glyph,
  shrink: MARKS.shrink.glyph,
  switch: MARKS.switch.glyph,
  undone: MARKS.undone.glyph,
  failed: MARKS.failed.glyph,
  held: "‖",
  fallback: "⚠",
  trigger: "⚑",
  off: "○",
  policy: "·",
};

const SHOWN = 60;

/** The decisions in words, newest first; equal holds one after the other are one line. */
export const DecisionList = memo(function DecisionList({ decisions, selectedId, select }: DecisionListProps) {
  const [everything, setEverything] = useState(false);
  const entries = entriesOf(decisions, everything).slice(0, SHOWN);
  return (
    <section className={styles["list"]} aria-label="Decisions">
      <header className={styles["listHead"]}>
        <h2>Decisions</h2>
        <label className={styles["toggle"]}>
          <input type="checkbox" checked={everything} onChange={(event) => setEverything(event.target.checked)} />
          with holds
        </label>
      </header>
      {entries.length === 0 ? (
        <p className={styles["quiet"]}>
          {decisions.length === 0
            ? "No decisions in this window."
            : `Nothing changed in ${decisions.length} decisions.`}
        </p>
      ) : (
        <ol role="list" className={styles["entries"]}>
          {entries.map(({ row, kind, text, lasted }) => (
            <li key={row.id}>
              <button
                type="button"
                className={styles["entry"]}
                aria-pressed={row.id === selectedId}
                onClick={() => select(row)}
              >
                <span
                  className={styles["entryGlyph"]}
                  data-kind={kind}
                  data-shadow={row.decision.mode === "shadow"}
                  aria-hidden="true"
                >
                  {GLYPHS[kind]}
                </span>
                <time className={styles["entryTime"]}>{clock(row.at)}</time>
                <span className={styles["entryText"]}>
                  {row.decision.mode === "shadow" && kind in MARKS ? "would: " : ""}
                  {text}
                </span>
                {lasted !== null && lasted > 1500 ? <span className={styles["entryFor"]}>{span(lasted)}</span> : null}
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
});

function entriesOf(decisions: readonly DecisionRow[], everything: boolean): Entry[] {
  const marked = decisions.flatMap((row): Entry[] => {
    const kind = markOf(row);
    return kind ? [{ row, kind, text: headlineOf(row), lasted: null }] : [];
  });
  const waits = stretchesOf(decisions, 5000).flatMap(({ kind, label, rows, from, to }): Entry[] => {
    const [row] = rows;
    const wanted = kind === "fallback" || kind === "off" || everything;
    if (!row || !wanted || (markOf(row) && kind !== "fallback")) return [];
    return [{ row, kind, text: kind === "policy" ? headlineOf(row) : label, lasted: to - from }];
  });
  return mergeEntries(marked, waits);
}

function mergeEntries(marked: readonly Entry[], waits: readonly Entry[]): Entry[] {
  const seen = new Set(waits.map(({ row }) => row.id));
  return [...waits, ...marked.filter(({ row }) => !seen.has(row.id))].sort((a, b) => b.row.at - a.row.at);
}
