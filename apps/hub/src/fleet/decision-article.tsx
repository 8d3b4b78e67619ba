import { attributionIn } from "../live/attribution-in.ts";
import { AttributionList } from "../live/attribution-list.tsx";
import type { DecisionRow } from "../live/live-source.ts";
import { guardWords, handoverWords, reasonWords } from "../live/words.ts";
import { percent, shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { decisionWord } from "./decision-shown.ts";

/** One decision in full: the sentence, the way of every attribute, what the confidence was made of, what it saw. */
export function DecisionArticle({ row }: { readonly row: DecisionRow }) {
  const { decision, persona } = row;
  const { word, tone } = decisionWord(row);
  return (
    <article className="stack" aria-labelledby="decision-title">
      <header className="stack stack-small">
        <div className="row">
          <span className={tone === "plain" ? "badge" : `badge badge-${tone}`}>{word}</span>
          <span className="muted small">
            <LocalTime at={row.at} as="full" /> · {row.hostName} ·{" "}
            {persona === null ? "no Persona" : `${persona.id} v${persona.version}`} · mode {decision.mode}
          </span>
        </div>
        <h2 id="decision-title" className="decision-sentence">
          {row.explanation || reasonWords(decision.because)}
        </h2>
        {decision.handover !== null && (
          <p className="notice notice-warn">The fallback decided, because {handoverWords(decision.handover)}.</p>
        )}
        <ApplyNotice row={row} />
      </header>
      <VerdictSection row={row} />
      <AttributionList attribution={attributionIn(row.decision)} framed />
      <div className="decision-pair">
        <ConfidenceSection row={row} />
        <SeenSection row={row} />
      </div>
    </article>
  );
}

function ApplyNotice({ row: { apply } }: { readonly row: DecisionRow }) {
  switch (apply.kind) {
    case "none":
      return null;
    case "applied":
      return (
        <div className="notice notice-good">
          <div>
            Applied and read back in {shownNumber(apply.tookMs)} ms.
            {apply.steps.map((step) => (
              <code className="tiny apply-step" key={step}>
                {step}
              </code>
            ))}
          </div>
        </div>
      );
    case "undone":
      return <p className="notice notice-warn">Undone: {apply.because}</p>;
    case "failed":
      return <p className="notice notice-bad">Not applied, and the way back failed too: {apply.because}</p>;
    default:
      apply satisfies never;
      return null;
  }
}

function VerdictSection({ row: { decision } }: { readonly row: DecisionRow }) {
  return (
    <section className="card" aria-labelledby="verdicts-title">
      <div className="card-head">
        <h2 id="verdicts-title">From recommendation to value</h2>
        <p>
          deviation {shownNumber(decision.deviationScore)}, a number may move by {percent(decision.magnitude)} of its
          range
        </p>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">Was</th>
              <th scope="col">Recommended</th>
              <th scope="col">Final</th>
              <th scope="col">Guards on the way</th>
            </tr>
          </thead>
          <tbody>
            {decision.verdicts.map((verdict) => (
              <tr key={verdict.attribute}>
                <th scope="row">
                  <code>{verdict.attribute}</code>
                </th>
                <td className="mono tiny">{shownValue(verdict.current)}</td>
                <td className="mono tiny">{shownValue(verdict.recommended)}</td>
                <td className="mono tiny">
                  {verdict.final === verdict.current ? (
                    <span className="muted">{shownValue(verdict.final)}</span>
                  ) : (
                    <strong>{shownValue(verdict.final)}</strong>
                  )}
                </td>
                <td>
                  {verdict.clippedBy.map((guard) => (
                    <span className="tag" key={guard}>
                      clipped by {guardWords(guard)}
                    </span>
                  ))}{" "}
                  {verdict.heldBy !== null && <span className="tag">held by {guardWords(verdict.heldBy)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const factors = [
  ["claimed", "What the author claims"],
  ["distance", "How near the input is to what it was trained on"],
  ["missing", "Share of optional signals that are there"],
  ["entropy", "How decided the policy is"],
] as const;

function ConfidenceSection({ row: { decision } }: { readonly row: DecisionRow }) {
  return (
    <section className="card" aria-labelledby="confidence-title">
      <div className="card-head">
        <h2 id="confidence-title">Confidence</h2>
        <span className="figure strong">{decision.confidence.total.toFixed(2)}</span>
      </div>
      <dl className="bars card-body">
        {factors.map(([name, meaning]) => (
          <div key={name}>
            <dt>{meaning}</dt>
            <dd>
              <meter min={0} max={1} value={decision.confidence[name]} aria-label={meaning} />
              <span className="figure tiny">{decision.confidence[name].toFixed(2)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SeenSection({ row: { decision } }: { readonly row: DecisionRow }) {
  const seen = Object.entries(decision.signals);
  const unusable = seen.filter(([, value]) => value === null).length;
  return (
    <section className="card" aria-labelledby="seen-title">
      <div className="card-head">
        <h2 id="seen-title">What it saw</h2>
        <p>{unusable === 0 ? `${seen.length} signals` : `${unusable} of ${seen.length} signals not usable`}</p>
      </div>
      <dl className="seen card-body">
        {seen.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code className="tiny">{name}</code>
            </dt>
            <dd className="figure tiny">
              {value === null ? <span className="tone-warn">not usable</span> : shownNumber(value)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
