import type { ListingDetail } from "@fleet-persona/hub-core";
import Link from "next/link";
import { readEvidence } from "../evidence/read-evidence.ts";
import { effectSentence } from "./effect-sentence.ts";
import type { Want } from "./wants.ts";

/** A wish and the Persona that answers it best today. */
export function WantCard({ want, best }: { readonly want: Want; readonly best: ListingDetail | null }) {
  const effect = best === null ? null : effectSentence(readEvidence(best.evidence));
  return (
    <li className="want card">
      <Link className="want-title" href={`/store?q=${want.query}`}>
        {want.title}
      </Link>
      <p className="muted small">{want.line}</p>
      <p className="want-best small">
        {best === null ? (
          <span className="muted">No Persona for this yet.</span>
        ) : (
          <>
            <Link href={`/store/${best.personaId}`}>{best.title}</Link>
            {effect !== null && <span className="muted tiny"> {effect} (claimed)</span>}
          </>
        )}
      </p>
    </li>
  );
}
