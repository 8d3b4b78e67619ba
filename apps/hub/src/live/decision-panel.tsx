import type { Bounds } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { AttributionList } from "./attribution-list.tsx";
import { attributionIn } from "./attribution-in.ts";
import { clock, day, number, signalFigure } from "./figures.ts";
import type { DecisionRow } from "./live-source.ts";
import { MARKS, markOf } from "./marks.ts";
import { VerdictTable } from "./verdict-table.tsx";
import { handoverWords, reasonWords } from "./words.ts";
import styles from "./decision.module.css";
import { buttonLook } from "../ui/button-look.ts";

type DecisionPanelProps = {
  readonly row: DecisionRow;
  readonly attributes: readonly Attribute[];
  readonly bounds: Bounds;
  readonly whatIf: string | null;
  readonly close: () => void;
  readonly step: (by: -1 | 1) => void;
};

/** One decision, opened: the sentence, the way of every attribute, what confidence was made of, what was seen. */
export function DecisionPanel({ row, attributes, bounds, whatIf, close, step }: DecisionPanelProps) {
  const { decision, apply } = row;
  const title = titleOf(row);
  return (
    <section className={styles["panel"]} aria-label={`Decision of ${clock(row.at)}`}>
      <header className={styles["panelHead"]}>
        <div>
          <h2>
            <time className={styles["panelTime"]}>{clock(row.at)}</time> {title}
          </h2>
          <p className={styles["panelBy"]}>
            {decision.handover ? `Fallback, because ${handoverWords(decision.handover)}` : byWords(row)} · {day(row.at)}{" "}
            · {row.hostName}
          </p>
        </div>
        <div className={styles["panelKeys"]}>
          <button type="button" aria-label="Previous decision" onClick={() => step(-1)}>
            ←
          </button>
          <button type="button" aria-label="Next decision" onClick={() => step(1)}>
            →
          </button>
          <button type="button" aria-label="Close" onClick={close}>
            ✕
          </button>
        </div>
      </header>
      <blockquote className={styles["sentence"]}>{row.explanation || reasonWords(decision.because)}</blockquote>
      {apply.kind === "undone" || apply.kind === "failed" ? (
        <p className={styles["mishap"]}>
          {apply.kind === "undone" ? "↺ Undone: " : "✕ Not applied: "}
          {apply.because}
        </p>
      ) : null}
      {whatIf === null ? null : (
        <a className={buttonLook({})} href={whatIf}>
          What would it do if…
        </a>
      )}
      <VerdictTable verdicts={decision.verdicts} attributes={attributes} bounds={bounds} />
      <AttributionList attribution={attributionIn(row.decision)} />
      <ConfidenceParts row={row} />
      <SeenSignals row={row} />
      <p className={styles["small"]}>
        Deviation {number(decision.deviationScore, 2)}, step limit {number(decision.magnitude * 100, 0)} % of a range
        {row.tookMs > 0 ? `, decided in ${number(row.tookMs, 2)} ms` : ""}
        {apply.kind === "applied" ? `, applied in ${number(apply.tookMs, 1)} ms` : ""}.
      </p>
    </section>
  );
}

function titleOf(row: DecisionRow): string {
  const { decision } = row;
  const mark = markOf(row);
  if (mark === "undone" || mark === "failed") return `${MARKS[mark].glyph} Adjusted, then ${MARKS[mark].word}`;
  if (mark) return `${MARKS[mark].glyph} ${decision.mode === "shadow" ? "Would adjust" : "Adjusted"}`;
  return `‖ Held: ${reasonWords(decision.because)}`;
}

function byWords({ decision, persona }: DecisionRow): string {
  if (decision.decider === "trigger") return `Trigger ${decision.triggers.join(", ")}`;
  return persona ? `${persona.id} v${persona.version}` : "Policy";
}

const PARTS = [
  ["claimed", "what the author claims"],
  ["distance", "how near to what it was trained on"],
  ["missing", "share of optional signals present"],
  ["entropy", "how decided the policy is"],
] as const;

function ConfidenceParts({ row }: { readonly row: DecisionRow }) {
  const { confidence } = row.decision;
  return (
    <div className={styles["block"]}>
      <h3>
        Confidence <span className={styles["blockFigure"]}>{number(confidence.total, 2)}</span>
      </h3>
      <dl className={styles["parts"]}>
        {PARTS.map(([part, meaning]) => (
          <div key={part}>
            <dt>{meaning}</dt>
            <dd>
              <span className={styles["bar"]} aria-hidden="true">
                <span style={{ width: `${Math.min(1, Math.max(0, confidence[part])) * 100}%` }} />
              </span>
              {number(confidence[part], 2)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function SeenSignals({ row }: { readonly row: DecisionRow }) {
  const seen = Object.entries(row.decision.signals);
  const unusable = seen.filter(([, value]) => value === null).length;
  return (
    <details className={styles["block"]} open>
      <summary>
        <h3>
          Signals it saw{" "}
          <span className={styles["blockFigure"]}>
            {unusable > 0 ? `${unusable} of ${seen.length} not usable` : seen.length}
          </span>
        </h3>
      </summary>
      <dl className={styles["seen"]}>
        {seen.map(([name, value]) => (
          <div key={name} data-usable={value !== null}>
            <dt>{name}</dt>
            <dd>{value === null ? "⚠ not usable" : signalFigure(name, value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
