import type { TrialView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { TrialFigures } from "./trial-figures.tsx";
import { effectSentence, errorSentence, trialStates } from "./trial-words.ts";

/** A trial in a few lines, for pages that decide on something else: the figures, the effect with its error, the way to all of it. */
export function TrialSummary({ trial }: { readonly trial: TrialView }) {
  const { report, status, failure } = trial;
  const { word, tone } = trialStates[status];
  return (
    <Card aria-label="Tried on your traffic">
      <CardHead
        title="Tried on your traffic"
        note={
          <>
            <Badge tone={tone}>{word}</Badge>
            <LocalTime at={trial.endedAt ?? trial.requestedAt} />
          </>
        }
      />
      {report !== null && <TrialFigures report={report} />}
      <CardBody className="grid gap-3 *:min-w-0">
        {failure !== null && <p>{failure.message}</p>}
        {report?.estimate.kind === "estimate" && (
          <p>
            <span className="font-medium">Estimated: {effectSentence(report.estimate)}.</span>{" "}
            <span className="text-muted">{errorSentence(report.estimate)}</span>
          </p>
        )}
        {report?.estimate.kind === "none" && (
          <p className="text-muted">No effect is estimated: {report.estimate.message}</p>
        )}
        <p>
          <Link href={`/trials/${trial.trialId}`}>The whole trial on {trial.fleetName}</Link>
        </p>
      </CardBody>
    </Card>
  );
}
