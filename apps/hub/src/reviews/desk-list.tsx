import type { DeskItem, ReviewView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { ReasonList } from "./reason-list.tsx";
import { VerdictChip } from "./verdict-chip.tsx";

const row = "flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-4";

/** What waits for a decision, each with why it is there. */
export function DeskList({ waiting }: { readonly waiting: readonly DeskItem[] }) {
  return (
    <Card aria-labelledby="waiting-title">
      <CardHead id="waiting-title" title="Waiting for a decision" note="the longest first" />
      {waiting.length === 0 ? (
        <EmptyState title="Nothing waits" action={{ href: "/store", label: "Find a Persona" }}>
          A version comes here when somebody asks for it on a fleet, or when a new version of what you run is out.
        </EmptyState>
      ) : (
        <ul role="list" className="divide-y divide-line">
          {waiting.map((item) => (
            <WaitingRow key={item.personaVersionId} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function WaitingRow({ item }: { readonly item: DeskItem }) {
  return (
    <li className={row}>
      <div className="min-w-0 flex-[1_1_320px]">
        <h3>
          <Link href={`/reviews/${item.personaVersionId}`}>{item.title}</Link>{" "}
          <span className="font-mono text-12 text-muted">v{item.version}</span>
        </h3>
        <p className="text-12 text-muted">
          {item.publisherName} · came <LocalTime at={item.since} />
        </p>
        <ReasonList reasons={item.reasons} />
      </div>
      <Row className="flex-none">
        <VerdictChip gate={item.gate} />
        <LinkButton
          href={`/reviews/${item.personaVersionId}`}
          aria-label={`Review ${item.title} version ${item.version}`}
        >
          Review
        </LinkButton>
      </Row>
    </li>
  );
}

/** What was decided, by whom and why. */
export function DecidedList({ decided, title }: { readonly decided: readonly ReviewView[]; readonly title: string }) {
  if (decided.length === 0) return null;
  return (
    <Card aria-labelledby="decided-title">
      <CardHead id="decided-title" title={title} note="the newest first" />
      <ul role="list" className="divide-y divide-line">
        {decided.map((review) => (
          <li key={review.reviewId} className={row}>
            <DecisionWords review={review} />
            <Link className="text-13 whitespace-nowrap" href={`/reviews/${review.personaVersionId}`}>
              Open
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One decision as people say it. */
export function DecisionWords({ review }: { readonly review: ReviewView }) {
  const { decision, fleets, note, reviewedAt, secondReviewer, secondNote } = review;
  const where = fleets.map(({ name }) => name).join(", ");
  return (
    <div className="min-w-0 flex-[1_1_320px]">
      <p className="text-13">
        <span className={decision === "approve" ? "font-bold text-good" : "font-bold text-bad"} aria-hidden="true">
          {decision === "approve" ? "✓" : "✕"}
        </span>{" "}
        <span className="font-medium">{review.reviewedBy ?? "Your policy"}</span>
        {secondReviewer !== null && (
          <>
            {" and "}
            <span className="font-medium">{secondReviewer}</span>
          </>
        )}{" "}
        {decision === "approve" ? `approved as ${review.mode}` : "refused"} {review.personaId}{" "}
        <span className="font-mono text-[0.93em]">v{review.version}</span> for {where}{" "}
        <span className="text-muted">
          <LocalTime at={reviewedAt} />
        </span>
        {review.state === "waits" && <Badge tone="warn">takes another admin</Badge>}
        {review.state === "set-aside" && <Badge>decided otherwise</Badge>}
      </p>
      {note !== "" && <p className="text-13 text-muted">“{note}”</p>}
      {secondNote !== "" && <p className="text-13 text-muted">“{secondNote}”</p>}
    </div>
  );
}
