import type { ExperimentView } from "@fleet-persona/hub-core";
import { shownNumber } from "../../ui/figures.ts";
import { GuardrailBars } from "../charts/guardrail-bars.tsx";
import { durationPhrase } from "../duration-words.ts";
import { Term } from "../term.tsx";
import { ratioRows, ratioSentence } from "./sample-ratio.ts";

type Props = { readonly experiment: ExperimentView };

/** What no arm may worsen, and how near each is to it. */
export function GuardrailCard({ experiment: { plan, figures, arms } }: Props) {
  const titles = new Map(arms.map(({ name, title }) => [name, title]));
  return (
    <section className="card" aria-labelledby="guardrails-title">
      <div className="card-head">
        <h2 id="guardrails-title">
          <Term of="guardrail">Guardrails</Term>
        </h2>
      </div>
      <div className="card-body">
        {plan.guardrails.length === 0 ? (
          <p className="muted small">None declared: only harm on the goal brings it back.</p>
        ) : figures === null || figures.guardrails.length === 0 ? (
          <p className="muted small">{plan.guardrails.length} declared; judged with the first figures.</p>
        ) : (
          <GuardrailBars
            {...{ titles }}
            guardrails={figures.guardrails}
            declared={plan.guardrails}
            metrics={plan.metrics}
          />
        )}
      </div>
    </section>
  );
}

/** Units of each arm against what the plan's weights would give. */
export function RatioCard({ experiment }: Props) {
  const { figures, plan } = experiment;
  const rows = ratioRows(experiment);
  const broken = figures?.faults.some(({ code }) => code === "sample-ratio") ?? false;
  const units = plan.design.kind === "hosts" ? "hosts" : "blocks";
  return (
    <section className="card" aria-labelledby="ratio-title">
      <div className="card-head">
        <h2 id="ratio-title">
          <Term of="sample ratio">Sample ratio</Term>
        </h2>
        <p>{units}, dealt and expected</p>
      </div>
      <div className="card-body stack stack-small">
        <ul role="list" className="xp-ratio">
          {rows.map(({ name, title, actual, expected, actualShare, expectedShare }) => (
            <li key={name}>
              <span className="clip" title={title}>
                {title}
              </span>
              <svg width="100%" height="10" aria-hidden="true">
                <rect className="xp-ratio-all" width="100%" height="10" rx="2" />
                <rect className="xp-ratio-part" width={`${actualShare * 100}%`} height="10" rx="2" />
                <rect className="xp-ratio-want" x={`${expectedShare * 100}%`} width="2" height="10" />
              </svg>
              <span className="figure tiny">
                {actual} of {expected === null ? "–" : shownNumber(expected)}
              </span>
            </li>
          ))}
        </ul>
        <p className={broken ? "notice notice-bad" : "muted tiny"}>
          {ratioSentence(figures?.sampleRatioP ?? null, broken)}
        </p>
      </div>
    </section>
  );
}

/** How much of its time is spent. */
export function TimeCard({ experiment: { stage, plan } }: Props) {
  if (stage === null) return null;
  const { runningS, minS, maxS, measuredS } = stage;
  const all = Math.max(maxS, runningS, 1);
  const share = (seconds: number): string => `${Math.min(100, (seconds / all) * 100)}%`;
  return (
    <section className="card" aria-labelledby="time-title">
      <div className="card-head">
        <h2 id="time-title">Time</h2>
        <p>measured, pauses apart</p>
      </div>
      <div className="card-body stack stack-small">
        <svg
          width="100%"
          height="12"
          role="img"
          aria-label={`${durationPhrase(runningS)} of at most ${durationPhrase(maxS)}`}
        >
          <rect className="xp-ratio-all" width="100%" height="12" rx="2" />
          <rect className="xp-ratio-part" width={share(runningS)} height="12" rx="2" />
          <rect className="xp-ratio-want" x={share(minS)} width="2" height="12" />
        </svg>
        <dl className="facts">
          <dt>This stage</dt>
          <dd>{durationPhrase(measuredS)}</dd>
          <dt>In all</dt>
          <dd>
            {durationPhrase(runningS)} of {durationPhrase(minS)} at least, {durationPhrase(maxS)} at most
          </dd>
          {plan.design.kind === "switchback" && (
            <>
              <dt>Blocks</dt>
              <dd>
                {durationPhrase(plan.design.blockS)} each, {durationPhrase(plan.design.washOutS)} <Term of="wash-out" />
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}
