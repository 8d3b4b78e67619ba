import type { ExperimentStepView } from "@fleet-persona/hub-core";
import { LocalTime } from "../../ui/local-time.tsx";

const shownAtFirst = 12;

/** What happened, newest first, by whom. */
export function LogList({ steps }: { readonly steps: readonly ExperimentStepView[] }) {
  return (
    <section className="card" aria-labelledby="log-title">
      <div className="card-head">
        <h2 id="log-title">What happened</h2>
        <p>newest first</p>
      </div>
      <div className="card-body">
        {steps.length === 0 && <p className="muted small">Nothing yet.</p>}
        <Steps steps={steps.slice(0, shownAtFirst)} />
        {steps.length > shownAtFirst && (
          <details>
            <summary className="small xp-more">{steps.length - shownAtFirst} earlier</summary>
            <Steps steps={steps.slice(shownAtFirst)} />
          </details>
        )}
      </div>
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly ExperimentStepView[] }) {
  return (
    <ol role="list" className="xp-log">
      {steps.map(({ at, code, sentence, by }, index) => (
        <li key={`${at}-${code}-${index}`}>
          <span className="muted tiny">
            <LocalTime at={at} />
          </span>
          <span>
            {sentence} {by !== null && <span className="muted tiny">by {by}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
