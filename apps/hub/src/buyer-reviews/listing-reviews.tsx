import { execute, listBuyerReviews } from "@fleet-persona/hub-core";
import type { BuyerReview, BuyerReviewPage } from "@fleet-persona/hub-core";
import { currentSession } from "../auth/session.ts";
import { hubDeps } from "../deps.ts";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Stack } from "../ui/stack.tsx";
import { OwnReviewCard } from "./own-review-card.tsx";
import { RatingSummary } from "./rating-summary.tsx";
import { reasonOptions } from "./report-reasons.ts";
import { LazyReportThing } from "../store/frame/lazy-controls.tsx";
import { ReviewItem } from "./review-item.tsx";
import { parseReviewsQuery, reviewsHref, reviewsPerPage } from "./reviews-query.ts";
import type { ReviewsQuery } from "./reviews-query.ts";

type Props = {
  readonly listing: { readonly listingId: string; readonly publisherName: string };
  /** The address of the page it stands on, and what it was asked with. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** Everything that buyers say of a listing, and the place to say it: readable by anybody, without scripts. */
export async function ListingReviews({ listing, path, params }: Props) {
  const query = parseReviewsQuery(params);
  const session = await currentSession();
  const page = await execute(hubDeps().core, session?.actor ?? null, listBuyerReviews, {
    listingId: listing.listingId,
    ...(query.stars !== null && { stars: query.stars }),
    withEffect: query.withEffect,
    limit: reviewsPerPage,
    offset: (query.page - 1) * reviewsPerPage,
  });
  const hrefOf = (change: Partial<ReviewsQuery>): string => reviewsHref(path, query, change);
  return (
    <Stack>
      <Card>
        <CardHead title="Ratings" note="By tenants that got it and ran it" />
        <CardBody>
          <RatingSummary
            page={page}
            stars={query.stars}
            hrefOf={(stars) => hrefOf({ stars: stars === query.stars ? null : stars })}
          />
        </CardBody>
      </Card>
      <OwnReviewCard listingId={listing.listingId} href={path} />
      <ReviewList
        page={page}
        query={query}
        hrefOf={hrefOf}
        sellerName={listing.publisherName}
        mayReport={session !== null}
      />
    </Stack>
  );
}

type ListProps = {
  readonly page: BuyerReviewPage;
  readonly query: ReviewsQuery;
  readonly hrefOf: (change: Partial<ReviewsQuery>) => string;
  readonly sellerName: string;
  readonly mayReport: boolean;
};

function ReviewList({ page, query, hrefOf, sellerName, mayReport }: ListProps) {
  const { reviews, total } = page;
  const from = (query.page - 1) * reviewsPerPage + 1;
  const to = from + reviews.length - 1;
  const stars = query.stars === null ? "Reviews" : `Reviews of ${query.stars} ${query.stars === 1 ? "star" : "stars"}`;
  return (
    <Card>
      <CardHead title={stars} note="Votes first, then the newest">
        <Segmented
          label="Which reviews"
          value={query.withEffect ? "measured" : "all"}
          segments={[
            { value: "all", label: "All", href: hrefOf({ withEffect: false, stars: null }) },
            { value: "measured", label: "With a measured effect", href: hrefOf({ withEffect: true }) },
          ]}
        />
      </CardHead>
      {reviews.length === 0 ? (
        <EmptyState
          title={page.ratings.shown === 0 ? "Nobody reviewed it yet" : "None of these"}
          action={
            page.ratings.shown === 0
              ? undefined
              : { href: hrefOf({ stars: null, withEffect: false }), label: "Show all" }
          }
        >
          {page.ratings.shown === 0
            ? "The first review comes from the first tenant whose agents ran it for long enough."
            : "No review fits what you asked for."}
        </EmptyState>
      ) : (
        <ul className="m-0 list-none divide-y divide-line p-0" role="list">
          {reviews.map((review) => (
            <li key={review.reviewId} className="p-4">
              <Reported review={review} sellerName={sellerName} mayReport={mayReport} />
            </li>
          ))}
        </ul>
      )}
      {total > reviewsPerPage && (
        <CardFoot>
          <Pagination
            from={from}
            to={to}
            total={total}
            previous={query.page > 1 ? hrefOf({ page: query.page - 1 }) : undefined}
            next={to < total ? hrefOf({ page: query.page + 1 }) : undefined}
          />
        </CardFoot>
      )}
    </Card>
  );
}

type ReportedProps = { readonly review: BuyerReview; readonly sellerName: string; readonly mayReport: boolean };

function Reported({ review, sellerName, mayReport }: ReportedProps) {
  const thingId = review.reviewId;
  return (
    <ReviewItem
      review={review}
      sellerName={sellerName}
      actions={
        mayReport && !review.own ? (
          <LazyReportThing thing={{ kind: "review", thingId }} reasons={reasonOptions("review")} />
        ) : undefined
      }
      replyActions={
        mayReport ? <LazyReportThing thing={{ kind: "reply", thingId }} reasons={reasonOptions("reply")} /> : undefined
      }
    />
  );
}
