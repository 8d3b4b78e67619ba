import { listReceivedReviews } from "@fleet-persona/hub-core";
import type { BuyerReview } from "@fleet-persona/hub-core";
import { mayApprove } from "../fleet/may.ts";
import { ask, requireSession } from "../trpc/ask.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { reasonOptions } from "./report-reasons.ts";
import { ReportThing } from "./report-thing.tsx";
import { ReviewItem } from "./review-item.tsx";

type Props = {
  /** Of one listing, or of all that the tenant sells. */
  readonly listingId?: string;
  readonly sellerName: string;
};

/** On the author desk: what buyers wrote, those without an answer first, each with the place to answer it. */
export async function AnswerReviews({ listingId, sellerName }: Props) {
  const reviews = await ask(listReceivedReviews, listingId === undefined ? {} : { listingId });
  const { actor } = await requireSession();
  const open = reviews.filter(({ reply }) => reply === null).length;
  return (
    <Card id="answer-reviews">
      <CardHead title="Reviews to answer" note="One answer each; you can say it otherwise later">
        {open > 0 && <Badge tone="accent">{open === 1 ? "1 without an answer" : `${open} without an answer`}</Badge>}
      </CardHead>
      {reviews.length === 0 ? (
        <EmptyState title="No reviews yet">
          They come from tenants whose enrolled agents ran your Personas for long enough. You are told of each.
        </EmptyState>
      ) : (
        <ul className="m-0 list-none divide-y divide-line p-0" role="list">
          {reviews.map((review) => (
            <li key={review.reviewId} className="grid gap-3 p-4">
              <ReviewItem
                review={review}
                sellerName={sellerName}
                actions={
                  <ReportThing thing={{ kind: "review", thingId: review.reviewId }} reasons={reasonOptions("review")} />
                }
              />
              {mayApprove(actor.role) && <Answer review={review} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Answer({ review: { reviewId, reply } }: { readonly review: BuyerReview }) {
  const form = (
    <AnswerForm key={reply?.editedAt ?? reply?.writtenAt ?? 0} reviewId={reviewId} said={reply?.body ?? null} />
  );
  return (
    <details open={reply === null}>
      <summary className="cursor-pointer text-13 font-medium">
        {reply === null ? "Answer it" : "Edit the answer"}
      </summary>
      <div className="mt-3">{form}</div>
    </details>
  );
}
