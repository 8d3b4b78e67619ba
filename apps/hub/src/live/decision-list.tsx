import { memo, useState } from "react";
import { clock, span } from "./figures.ts";
import type { DecisionRow } from "./live-source.ts";
import { changesIn, headlineOf, MARKS, markOf, stretchesOf, type MarkKind } from "./marks.ts";
import styles from "./decision-list.module.css";

type DecisionListProps = {
  readonly decisions: readonly DecisionRow[];
  readonly selectedId: string | null;
  readonly select: (row: DecisionRow) => void;
};

type Entry = {
  readonly row: DecisionRow;
  readonly kind: MarkKind | "held" | "fallback" | "trigger" | "override" | "off" | "policy";
  readonly text: string;
  readonly lasted: number | null;
};

const GLYPHS: Record<Entry["kind"], string> = {
  grow: MARKS.grow.glyph,
  shrink: MARKS.shrink.glyph,
  switch: MARKS.switch.glyph,
  followed: MARKS.followed.glyph,
  "rolled-back": MARKS["rolled-back"].glyph,
  stopped: MARKS.stopped.glyph,
  undone: MARKS.undone.glyph,
  failed: MARKS.failed.glyph,
  held: "‖",
  fallback: "⚠",
  trigger: "⚑",
  override: "■",
  off: "○",
  policy: "·",
};

const PAGE = 24;

/** The decisions in words, newest first; equal holds one after the other are one line. */
export const DecisionList = memo(function DecisionList({ decisions, selectedId, select }: DecisionListProps) {
  const [everything, setEverything] = useState(false);
  const [most, setMost] = useState(PAGE);
  const all = entriesOf(decisions, everything);
  const entries = all.slice(0, most);
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
      {all.length > most ? (
        <button type="button" className={styles["more"]} onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, all.length - most)} more of {all.length - most}
        </button>
      ) : null}
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
  const entries = [...waits, ...marked.filter(({ row }) => !seen.has(row.id))].sort((a, b) => b.row.at - a.row.at);
  return entries.reduce<Entry[]>((kept, entry) => {
    const newer = kept.at(-1);
    if (!newer || !sameWish(newer, entry)) return [...kept, entry];
    return [...kept.slice(0, -1), { ...newer, lasted: newer.row.at - entry.row.at }];
  }, []);
}

// In shadow nothing is applied, so the same wish returns every second: it is one line, with how long it has stood.
function sameWish(newer: Entry, older: Entry): boolean {
  const shadow = newer.row.decision.mode === "shadow" && older.row.decision.mode === "shadow";
  return shadow && newer.kind in MARKS && newer.kind === older.kind && movedIn(newer.row) === movedIn(older.row);
}

function movedIn(row: DecisionRow): string {
  return changesIn(row)
    .map(({ attribute }) => attribute)
    .join();
}
