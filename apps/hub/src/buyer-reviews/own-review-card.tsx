import { getOwnReview } from "@fleet-persona/hub-core";
import type { ReviewStanding } from "@fleet-persona/hub-core";
import Link from "next/link";
import { currentSession } from "../auth/session.ts";
import { LazyWithdrawReview, LazyWriteReviewForm } from "../store/frame/lazy-controls.tsx";
import { measuredPhrase } from "../store/effect-line.ts";
import { ask } from "../trpc/ask.ts";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { eligibilitySentence, stateWords } from "./review-words.ts";

type Props = { readonly listingId: string; readonly href: string };

/** Where the reader's tenant stands: may it write, and what did it write. */
export async function OwnReviewCard({ listingId, href }: Props) {
  if ((await currentSession()) === null)
    return (
      <Card>
        <CardHead title="Did you run it?" note="Tenants whose enrolled agents ran a Persona can review it.">
          <LinkButton href={`/sign-in?next=${encodeURIComponent(href)}`}>Sign in to write</LinkButton>
        </CardHead>
      </Card>
    );
  const standing = await ask(getOwnReview, { listingId });
  return <Standing standing={standing} listingId={listingId} />;
}

function Standing({ standing, listingId }: { readonly standing: ReviewStanding; readonly listingId: string }) {
  const { obstacle, review } = standing;
  const written = review !== null && review.state.kind === "shown";
  const blocked = obstacle !== null || review?.state.kind === "hidden";
  return (
    <Card>
      <CardHead title={written ? "Your review" : "Write a review"} note={eligibilitySentence(standing)}>
        {written && <LazyWithdrawReview reviewId={review.reviewId} />}
      </CardHead>
      {(review !== null && !written) || !blocked ? (
        <CardBody className="grid gap-4">
          {review !== null && !written && (
            <Notice tone="warn">
              Your review is {stateWords(review.state)}.
              {review.state.kind === "hidden" && (
                <>
                  {" "}
                  <Link href="/appeals">See why, and appeal.</Link>
                </>
              )}
            </Notice>
          )}
          {!blocked && <Form standing={standing} listingId={listingId} folded={written} />}
        </CardBody>
      ) : null}
    </Card>
  );
}

type FormProps = { readonly standing: ReviewStanding; readonly listingId: string; readonly folded: boolean };

function Form({ standing: { review, versions, effects, tenantName }, listingId, folded }: FormProps) {
  const form = (
    <LazyWriteReviewForm
      key={review?.revision ?? 0}
      listingId={listingId}
      editing={folded}
      tenantName={tenantName}
      versions={versions}
      effects={effects.map((effect) => ({ effectId: effect.effectId, phrase: measuredPhrase(effect) }))}
      draft={{
        rating: review?.rating ?? null,
        title: review?.title ?? "",
        body: review?.body ?? "",
        personaVersionId: null,
        effectId: review?.effect?.effectId ?? null,
        named: review === null || review.shownAs !== null,
      }}
    />
  );
  if (!folded) return form;
  return (
    <details>
      <summary className="cursor-pointer text-13 font-medium">Edit it</summary>
      <div className="mt-4">{form}</div>
    </details>
  );
}
