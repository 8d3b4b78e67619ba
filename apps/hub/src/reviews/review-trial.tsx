import { listTrials, readTrial } from "@fleet-persona/hub-core";
import type { PersonaVersionId } from "@fleet-persona/hub-core";
import Link from "next/link";
import { TrialSummary } from "../trials/trial-summary.tsx";
import { ask } from "../trpc/ask.ts";
import { TrialSection } from "./trial-section.tsx";

type Props = { readonly personaVersionId: PersonaVersionId; readonly personaId: string };

/** The newest trial of a version on one of the tenant's fleets, or the way to one. */
export async function ReviewTrial({ personaVersionId, personaId }: Props) {
  const trials = await ask(listTrials, { personaVersionId, limit: 10 });
  const done = trials.find(({ status }) => status === "done");
  if (done !== undefined) {
    return (
      <div id="trial">
        <TrialSummary trial={await ask(readTrial, { trialId: done.trialId })} />
      </div>
    );
  }
  return (
    <TrialSection>
      <p className="p-4 text-muted">
        {trials.length > 0 ? "A trial is on its way. " : "Nobody has tried it on your traffic yet. "}
        <Link className="underline underline-offset-3" href={`/store/${personaId}#try`}>
          Try it on what a fleet recorded
        </Link>
        , or approve it in shadow to see what it would do, with nothing changed.
      </p>
    </TrialSection>
  );
}
