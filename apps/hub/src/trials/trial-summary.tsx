import type { TrialView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { TrialFigures } from "./trial-figures.tsx";
import { effectSentence, errorSentence, trialStates } from "./trial-words.ts";

/** A trial in a few lines, for pages that decide on something else: the figures, the effect with its error, the way to all of it. */
export function TrialSummary({ trial }: { readonly trial: TrialView }) {
  const { report, status, failure } = trial;
  const { word, tone } = trialStates[status];
  return (
    <section className="card" aria-label="Tried on your traffic">
      <div className="card-head">
        <h2>Tried on your traffic</h2>
        <p className="row">
          <span className={tone === "plain" ? "badge" : `badge badge-${tone}`}>{word}</span>
          <LocalTime at={trial.endedAt ?? trial.requestedAt} />
        </p>
      </div>
      {report !== null && <TrialFigures report={report} />}
      <div className="card-body stack stack-small">
        {failure !== null && <p>{failure.message}</p>}
        {report?.estimate.kind === "estimate" && (
          <p>
            <span className="strong">Estimated: {effectSentence(report.estimate)}.</span>{" "}
            <span className="muted">{errorSentence(report.estimate)}</span>
          </p>
        )}
        {report?.estimate.kind === "none" && <p className="muted">No effect is estimated: {report.estimate.message}</p>}
        <p>
          <Link href={`/trials/${trial.trialId}`}>The whole trial on {trial.fleetName}</Link>
        </p>
      </div>
    </section>
  );
}
