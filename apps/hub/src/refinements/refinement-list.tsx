import type { RefinementSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { methodWords, refinementStates } from "./refinement-words.ts";

/** Refinements, newest first, each with where it stands. */
export function RefinementList({ refinements }: { readonly refinements: readonly RefinementSummary[] }) {
  return (
    <ul role="list" className="rf-list">
      {refinements.map((refinement) => {
        const { word, badge, meaning } = refinementStates[refinement.state];
        return (
          <li key={refinement.refinementId}>
            <div>
              <p className="row">
                <Link className="strong" href={`/author/refinements/${refinement.refinementId}`}>
                  From {refinement.personaId} v{refinement.parentVersion}
                </Link>
                <span className={badge} title={meaning}>
                  {refinement.publishedVersion === null ? word : `Published as v${refinement.publishedVersion}`}
                </span>
              </p>
              <p className="small muted">
                {refinement.failure?.message ?? refinement.doing ?? methodWords[refinement.method]}
              </p>
            </div>
            <span className="tiny muted">
              <LocalTime at={refinement.requestedAt} /> by {refinement.requestedBy}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
