import type { RefinementSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { methodWords, refinementStates } from "./refinement-words.ts";

/** Refinements, newest first, each with where it stands. */
export function RefinementList({ refinements }: { readonly refinements: readonly RefinementSummary[] }) {
  return (
    <ul role="list" className="divide-y divide-line">
      {refinements.map((refinement) => {
        const { word, tone, meaning } = refinementStates[refinement.state];
        return (
          <li
            key={refinement.refinementId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
          >
            <div>
              <Row as="p">
                <Link className="font-medium" href={`/author/refinements/${refinement.refinementId}`}>
                  From {refinement.personaId} v{refinement.parentVersion}
                </Link>
                <Badge tone={tone} title={meaning}>
                  {refinement.publishedVersion === null ? word : `Published as v${refinement.publishedVersion}`}
                </Badge>
              </Row>
              <p className="text-13 text-muted">
                {refinement.failure?.message ?? refinement.doing ?? methodWords[refinement.method]}
              </p>
            </div>
            <span className="text-12 text-muted">
              <LocalTime at={refinement.requestedAt} /> by {refinement.requestedBy}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
