import type { RefinementView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Stack } from "../ui/stack.tsx";
import { SubjectHead } from "../ui/subject-head.tsx";
import { CancelRefinement } from "./cancel-refinement.tsx";
import { methodWords, refinementStates } from "./refinement-words.ts";
import { ChangeSection, DatasetSection, EstimateSection } from "./report-sections.tsx";
import { SignSection } from "./sign-section.tsx";

/** One refinement: where it stands, what the log says of the candidate, what changed, and how it is signed. */
export function RefinementPage({ refinement }: { readonly refinement: RefinementView }) {
  const { personaId, parentVersion, state, failure, doing, method, seed, report, provenance } = refinement;
  const { word, tone, meaning } = refinementStates[state];
  const under = state === "queued" || state === "running";
  return (
    <Stack>
      <SubjectHead
        above={
          <>
            <Link href="/author">Your Personas</Link>{" "}
            <span className="text-muted">
              / <Link href={`/author/${personaId}/refinements`}>Refinements of {personaId}</Link>
            </span>
          </>
        }
        title={`${personaId}: a version after v${parentVersion}`}
        sentence={failure?.message ?? doing ?? sentenceOf(refinement)}
        actions={under && <CancelRefinement refinementId={refinement.refinementId} />}
      >
        <Badge tone={tone} title={meaning}>
          {word}
        </Badge>
        <span>{methodWords[method]}</span>
        <span>seed {seed}</span>
        <span>
          asked <LocalTime at={refinement.requestedAt} /> by {refinement.requestedBy}
        </span>
      </SubjectHead>
      <Stack>
        {state === "ready" && <SignSection refinement={refinement} />}
        {report !== null && <EstimateSection report={report} />}
        {report !== null && <ChangeSection report={report} />}
        {provenance !== null && <DatasetSection refinement={refinement} provenance={provenance} />}
      </Stack>
    </Stack>
  );
}

function sentenceOf({ state, report, publishedVersion }: RefinementView): string {
  if (state === "queued") return "A worker takes it as soon as one is free.";
  if (state === "published") return `Published as version ${publishedVersion ?? "?"}.`;
  const candidate = report?.evaluation.candidate;
  if (candidate?.kind !== "estimate") return "A candidate waits for your signature.";
  return `Where the log was made it would have been better with a chance of ${Math.round(candidate.chance * 100)} %. It waits for your signature.`;
}
