import type { ExperimentStepView } from "@fleet-persona/hub-core";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { LocalTime } from "../../ui/local-time.tsx";

const shownAtFirst = 12;

/** What happened, newest first, by whom. */
export function LogList({ steps }: { readonly steps: readonly ExperimentStepView[] }) {
  return (
    <Card aria-labelledby="log-title">
      <CardHead id="log-title" title="What happened" note="newest first" />
      <CardBody>
        {steps.length === 0 && <p className="text-13 text-muted">Nothing yet.</p>}
        <Steps steps={steps.slice(0, shownAtFirst)} />
        {steps.length > shownAtFirst && (
          <details>
            <summary className="cursor-pointer pt-2 text-13">{steps.length - shownAtFirst} earlier</summary>
            <Steps steps={steps.slice(shownAtFirst)} />
          </details>
        )}
      </CardBody>
    </Card>
  );
}

function Steps({ steps }: { readonly steps: readonly ExperimentStepView[] }) {
  return (
    <ol role="list" className="divide-y divide-line">
      {steps.map(({ at, code, sentence, by }, index) => (
        <li
          key={`${at}-${code}-${index}`}
          className="grid grid-cols-[72px_minmax(0,1fr)] items-baseline gap-3 py-1.5 text-13 sm:grid-cols-[92px_minmax(0,1fr)]"
        >
          <span className="text-12 text-muted">
            <LocalTime at={at} />
          </span>
          <span>
            {sentence} {by !== null && <span className="text-12 text-muted">by {by}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
