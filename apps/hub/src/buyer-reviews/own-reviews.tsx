import { listOwnReviews } from "@fleet-persona/hub-core";
import Link from "next/link";
import { ask } from "../trpc/ask.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { Stars } from "../ui/stars.tsx";
import { stateWords } from "./review-words.ts";

/** In the library: what the tenant wrote, what became of it, and whether the seller answered. */
export async function OwnReviews() {
  const reviews = await ask(listOwnReviews, {});
  return (
    <Card id="reviews">
      <CardHead title="Your reviews in the store" note="One for each Persona that your agents ran">
        {reviews.some(({ state }) => state.kind === "hidden") && (
          <LinkButton href="/appeals">See what was hidden</LinkButton>
        )}
      </CardHead>
      {reviews.length === 0 ? (
        <EmptyState title="You reviewed nothing yet">
          Once your agents ran a Persona for long enough, its page in the store has a form for it.
        </EmptyState>
      ) : (
        <ul className="m-0 list-none divide-y divide-line p-0" role="list">
          {reviews.map((review) => (
            <li key={review.reviewId} className="grid gap-1 px-4 py-3">
              <Row spread>
                <Row>
                  <Stars value={review.rating} />
                  <Link
                    className="font-medium wrap-anywhere"
                    href={`/store/${review.personaId}/reviews#review-${review.reviewId}`}
                  >
                    {review.title}
                  </Link>
                </Row>
                <Badge tone={review.state.kind === "shown" ? "good" : "warn"}>{stateWords(review.state)}</Badge>
              </Row>
              <Row className="text-13 text-muted">
                <span>{review.listingTitle}</span>
                <LocalTime at={review.editedAt ?? review.writtenAt} />
                {review.revision > 1 && <span>{review.revision} wordings</span>}
                <span>{review.reply === null ? "not answered" : "answered by the seller"}</span>
                <span>{review.counted ? "counted" : "not counted"}</span>
              </Row>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
