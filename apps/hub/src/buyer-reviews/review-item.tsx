import type { BuyerReview, BuyerReviewReply } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { Stars } from "../ui/stars.tsx";
import { ReviewEffect } from "./review-effect.tsx";
import { ranWords } from "./review-words.ts";
import { EarlierWordings } from "./earlier-wordings.tsx";

type Props = {
  readonly review: BuyerReview;
  readonly sellerName: string;
  /** What can be done with it and with its answer. */
  readonly actions?: ReactNode;
  readonly replyActions?: ReactNode;
};

/** One review as everybody reads it: stars, words, what it rests on, what was measured, what the seller answered. */
export function ReviewItem({ review, sellerName, actions, replyActions }: Props) {
  return (
    <article className="grid gap-2" id={`review-${review.reviewId}`} aria-label={`Review: ${review.title}`}>
      <Row spread align="start">
        <Row>
          <Stars value={review.rating} />
          <h3 className="wrap-anywhere">{review.title}</h3>
        </Row>
        {actions}
      </Row>
      <Row className="text-13 text-muted">
        <span className="font-medium text-text wrap-anywhere">{review.shownAs ?? "Unnamed tenant"}</span>
        <span>{ranWords(review)}</span>
        <LocalTime at={review.editedAt ?? review.writtenAt} />
        <CountedBadge counted={review.counted} />
        {review.own && <Badge tone="accent">yours</Badge>}
      </Row>
      {review.body !== "" && <p className="max-w-read whitespace-pre-line wrap-anywhere">{review.body}</p>}
      {review.effect !== null && <ReviewEffect effect={review.effect} />}
      <EarlierWordings
        wordings={review.earlier.map((each) => ({
          key: each.revision,
          head: `${each.rating} of 5: ${each.title}`,
          body: each.body,
          writtenAt: each.writtenAt,
        }))}
      />
      {review.reply !== null && <Reply reply={review.reply} sellerName={sellerName} actions={replyActions} />}
    </article>
  );
}

function CountedBadge({ counted }: { readonly counted: boolean }) {
  return counted ? (
    <Badge tone="good" title="One of the votes behind the rating">
      counted
    </Badge>
  ) : (
    <Badge title="It can be read, but is no vote: see who is counted, above">not counted</Badge>
  );
}

type ReplyProps = {
  readonly reply: BuyerReviewReply;
  readonly sellerName: string;
  readonly actions: ReactNode;
};

function Reply({ reply, sellerName, actions }: ReplyProps) {
  return (
    <section className="mt-1 ml-4 grid gap-1 border-l-2 border-line-strong pl-3" aria-label="The seller's answer">
      <Row spread align="start">
        <Row className="text-13 text-muted">
          <span className="font-medium text-text wrap-anywhere">{sellerName}</span>
          <Badge>seller</Badge>
          <LocalTime at={reply.editedAt ?? reply.writtenAt} />
        </Row>
        {actions}
      </Row>
      <p className="max-w-read whitespace-pre-line wrap-anywhere">{reply.body}</p>
      <EarlierWordings wordings={reply.earlier.map((each) => ({ key: each.writtenAt, head: null, ...each }))} />
    </section>
  );
}
