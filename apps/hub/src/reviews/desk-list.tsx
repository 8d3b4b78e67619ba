import type { DeskItem, ReviewView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { EmptyState } from "../ui/empty-state.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { deskSentence } from "./desk-words.ts";
import { VerdictChip } from "./verdict-chip.tsx";

/** What waits for a decision, each with why it is there. */
export function DeskList({ waiting }: { readonly waiting: readonly DeskItem[] }) {
  return (
    <section className="card" aria-labelledby="waiting-title">
      <div className="card-head">
        <h2 id="waiting-title">Waiting for a decision</h2>
        <p>the longest first</p>
      </div>
      {waiting.length === 0 ? (
        <EmptyState title="Nothing waits" action={{ href: "/store", label: "Find a Persona" }}>
          A version comes here when somebody asks for it on a fleet, or when a new version of what you run is out.
        </EmptyState>
      ) : (
        <ul role="list" className="desk-list">
          {waiting.map((item) => (
            <WaitingRow key={item.personaVersionId} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WaitingRow({ item }: { readonly item: DeskItem }) {
  return (
    <li>
      <div>
        <h3>
          <Link href={`/reviews/${item.personaVersionId}`}>{item.title}</Link>{" "}
          <span className="mono tiny muted">v{item.version}</span>
        </h3>
        <p className="muted tiny">
          {item.publisherName} · came <LocalTime at={item.since} />
        </p>
        <ul role="list" className="small desk-reasons">
          {item.reasons.map((reason) => (
            <li key={deskSentence(reason)}>{deskSentence(reason)}</li>
          ))}
        </ul>
      </div>
      <div className="row desk-row-end">
        <VerdictChip gate={item.gate} />
        <Link
          className="button"
          href={`/reviews/${item.personaVersionId}`}
          aria-label={`Review ${item.title} version ${item.version}`}
        >
          Review
        </Link>
      </div>
    </li>
  );
}

/** What was decided, by whom and why. */
export function DecidedList({ decided, title }: { readonly decided: readonly ReviewView[]; readonly title: string }) {
  if (decided.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decided-title">
      <div className="card-head">
        <h2 id="decided-title">{title}</h2>
        <p>the newest first</p>
      </div>
      <ul role="list" className="desk-list">
        {decided.map((review) => (
          <li key={review.reviewId}>
            <DecisionWords review={review} />
            <Link className="small nowrap" href={`/reviews/${review.personaVersionId}`}>
              Open
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One decision as people say it. */
export function DecisionWords({ review }: { readonly review: ReviewView }) {
  const { decision, fleets, note, reviewedAt, secondReviewer, secondNote } = review;
  const where = fleets.map(({ name }) => name).join(", ");
  return (
    <div>
      <p className="small">
        <span
          className={decision === "approve" ? "decision-mark tone-good" : "decision-mark tone-bad"}
          aria-hidden="true"
        >
          {decision === "approve" ? "✓" : "✕"}
        </span>{" "}
        <span className="strong">{review.reviewedBy ?? "Your policy"}</span>
        {secondReviewer !== null && (
          <>
            {" and "}
            <span className="strong">{secondReviewer}</span>
          </>
        )}{" "}
        {decision === "approve" ? `approved as ${review.mode}` : "refused"} {review.personaId}{" "}
        <span className="mono">v{review.version}</span> for {where}{" "}
        <span className="muted">
          <LocalTime at={reviewedAt} />
        </span>
        {review.state === "waits" && <span className="badge badge-warn">takes another admin</span>}
        {review.state === "set-aside" && <span className="badge">decided otherwise</span>}
      </p>
      {note !== "" && <p className="muted small">“{note}”</p>}
      {secondNote !== "" && <p className="muted small">“{secondNote}”</p>}
    </div>
  );
}
