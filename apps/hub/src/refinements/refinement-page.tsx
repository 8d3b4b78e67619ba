import type { RefinementView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { CancelRefinement } from "./cancel-refinement.tsx";
import { ChangeSection, DatasetSection, EstimateSection } from "./report-sections.tsx";
import { methodWords, refinementStates } from "./refinement-words.ts";
import { SignSection } from "./sign-section.tsx";

/** One refinement: where it stands, what the log says of the candidate, what changed, and how it is signed. */
export function RefinementPage({ refinement }: { readonly refinement: RefinementView }) {
  const { personaId, parentVersion, state, failure, doing, method, seed, report, provenance } = refinement;
  const { word, badge, meaning } = refinementStates[state];
  const under = state === "queued" || state === "running";
  return (
    <div className="stack">
      <header className="xp-head">
        <p className="tiny">
          <Link href="/author">Your Personas</Link>{" "}
          <span className="muted">
            / <Link href={`/author/${personaId}/refinements`}>Refinements of {personaId}</Link>
          </span>
        </p>
        <div className="xp-head-line">
          <h1>
            {personaId}: a version after v{parentVersion}
          </h1>
          <div className="row xp-head-actions">
            {under && <CancelRefinement refinementId={refinement.refinementId} />}
          </div>
        </div>
        <p className="xp-sentence">{failure?.message ?? doing ?? sentenceOf(refinement)}</p>
        <div className="row small muted">
          <span className={badge} title={meaning}>
            {word}
          </span>
          <span>{methodWords[method]}</span>
          <span>seed {seed}</span>
          <span>
            asked <LocalTime at={refinement.requestedAt} /> by {refinement.requestedBy}
          </span>
        </div>
      </header>
      <div className="stack">
        {state === "ready" && <SignSection refinement={refinement} />}
        {report !== null && <EstimateSection report={report} />}
        {report !== null && <ChangeSection report={report} />}
        {provenance !== null && <DatasetSection refinement={refinement} provenance={provenance} />}
      </div>
    </div>
  );
}

function sentenceOf({ state, report, publishedVersion }: RefinementView): string {
  if (state === "queued") return "A worker takes it as soon as one is free.";
  if (state === "published") return `Published as version ${publishedVersion ?? "?"}.`;
  const candidate = report?.evaluation.candidate;
  if (candidate?.kind !== "estimate") return "A candidate waits for your signature.";
  return `Where the log was made it would have been better with a chance of ${Math.round(candidate.chance * 100)} %. It waits for your signature.`;
}
