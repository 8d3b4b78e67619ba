import type { ReviewSubject } from "@fleet-persona/hub-core";
import Link from "next/link";
import { percent } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { deskSentence } from "./desk-words.ts";
import { verdictLine, verdictOf } from "./verdict-words.ts";

/** What is under review, the verdict in one line, why it is here, and the way to the decision. */
export function ReviewHead({ subject, toLookAt }: { readonly subject: ReviewSubject; readonly toLookAt: number }) {
  const { title, version, personaId, publisherName, publishedAt, manifest, gate, reasons } = subject;
  return (
    <header className="review-head">
      <p className="tiny muted desk-back">
        <Link href="/reviews">Reviews</Link> / {publisherName}
      </p>
      <div className="row spread">
        <h1>
          {title} <span className="mono muted review-version">v{version}</span>
        </h1>
        <a className="button button-primary" href="#decide">
          Decide
        </a>
      </div>
      <p className="verdict-line" data-tone={verdictOf(gate).tone} role="status">
        {verdictLine(gate, toLookAt)}
      </p>
      <p className="muted">{manifest.summary}</p>
      <p className="row tiny muted">
        <Link href={`/store/${personaId}`}>
          <code>{personaId}</code>
        </Link>
        <span>
          published <LocalTime at={publishedAt} />
        </span>
        <span>{manifest.licence}</span>
        <span>confidence {percent(manifest.confidence_score)} (claimed)</span>
      </p>
      {reasons.length > 0 && (
        <ul role="list" className="small desk-reasons">
          {reasons.map((reason) => (
            <li key={deskSentence(reason)}>{deskSentence(reason)}</li>
          ))}
        </ul>
      )}
    </header>
  );
}
