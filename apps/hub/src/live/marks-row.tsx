import { memo, useState, type KeyboardEvent } from "react";
import type { Interval } from "./breach.ts";
import { clock } from "./figures.ts";
import { nameFits, xOf } from "./lanes.ts";
import type { DecisionRow } from "./live-source.ts";
import { clusterMarks, headlineOf, MARKS, stretchesOf, type Cluster, type Stretch } from "./marks.ts";
import { Row } from "./row.tsx";
import { within } from "./series.ts";
import rowStyles from "./stack.module.css";
import styles from "./lanes.module.css";

export type MarksRowProps = {
  readonly decisions: readonly DecisionRow[];
  readonly domain: Interval;
  readonly width: number;
  readonly selectedId: string | null;
  readonly select: (row: DecisionRow) => void;
};

const ROOM = 18;
const SILENCE_MS = 5000;

/** Every change as a mark, and below it who decided or what held. One tab stop; arrows walk along the marks. */
export const MarksRow = memo(function MarksRow({ decisions, domain, width, selectedId, select }: MarksRowProps) {
  const scale = { domain, width };
  const rows = within(decisions, domain.from, domain.to);
  const clusters = clusterMarks(rows, (at) => xOf(scale, at), ROOM).filter(({ x }) => x >= 0 && x <= width);
  const stretches = stretchesOf(rows, SILENCE_MS);
  const changed = clusters.reduce((count, cluster) => count + cluster.rows.length, 0);
  return (
    <Row
      head={
        <>
          <div className={rowStyles["rowTitle"]}>Decisions</div>
          <div className={styles["marksKey"]}>
            <span>▲ grew</span>
            <span>▼ shrank</span>
            <span>◆ switched</span>
            <span>⇄ followed</span>
            <span>↺ taken back</span>
            <span>↶ undone</span>
          </div>
          <p className="sr-only">{`${changed} changes of ${rows.length} decisions shown`}</p>
        </>
      }
    >
      <Marks {...{ clusters, selectedId, select }} />
      <div className={styles["strip"]}>
        {stretches.map((stretch) => {
          const left = Math.max(0, xOf(scale, stretch.from));
          const right = Math.min(width, xOf(scale, stretch.to));
          if (right <= left) return null;
          return <StretchBar key={stretch.from} {...{ stretch, left, select }} wide={right - left} />;
        })}
      </div>
    </Row>
  );
});

type MarksProps = Pick<MarksRowProps, "selectedId" | "select"> & { readonly clusters: readonly Cluster[] };

function Marks({ clusters, selectedId, select }: MarksProps) {
  const [focused, setFocused] = useState(-1);
  const stop = focused >= 0 && focused < clusters.length ? focused : clusters.length - 1;
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(clusters.length - 1, Math.max(0, stop + by));
    setFocused(next);
    (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className={styles["marks"]} role="toolbar" aria-label="Changes over time" onKeyDown={walk}>
      {clusters.map(({ x, kind, rows }, index) => {
        const newest = rows.at(-1);
        if (!newest) return null;
        const shadow = newest.decision.mode === "shadow";
        const words = `${clock(newest.at)}, ${shadow ? "would have " : ""}${MARKS[kind].word}: ${headlineOf(newest)}`;
        return (
          <button
            key={newest.id}
            type="button"
            className={styles["mark"]}
            style={{ left: x }}
            data-kind={kind}
            data-shadow={shadow}
            aria-pressed={rows.some(({ id }) => id === selectedId)}
            aria-label={rows.length > 1 ? `${rows.length} changes, the last: ${words}` : words}
            title={words}
            tabIndex={index === stop ? 0 : -1}
            onClick={() => {
              setFocused(index);
              select(newest);
            }}
          >
            {MARKS[kind].glyph}
            {rows.length > 1 ? <sub>{rows.length}</sub> : null}
          </button>
        );
      })}
    </div>
  );
}

type StretchBarProps = {
  readonly stretch: Stretch;
  readonly left: number;
  readonly wide: number;
  readonly select: (row: DecisionRow) => void;
};

// A pointer's shortcut to what the list of decisions offers the keyboard.
function StretchBar({ stretch, left, wide, select }: StretchBarProps) {
  const first = stretch.rows[0];
  return (
    <span
      className={styles["stretch"]}
      data-kind={stretch.kind}
      style={{ left, width: Math.max(1, wide - 1) }}
      title={`${clock(stretch.from)} – ${clock(stretch.to)} · ${stretch.label}`}
      onClick={() => first && select(first)}
    >
      {labelThatFits(stretch, wide)}
    </span>
  );
}

function labelThatFits({ kind, label }: Stretch, wide: number): string {
  if (kind === "policy") return "";
  return [label, kind].find((text) => nameFits(text, wide)) ?? "";
}
