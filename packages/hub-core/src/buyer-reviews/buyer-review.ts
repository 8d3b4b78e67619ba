import { z } from "zod";
import type { MeasuredEffect } from "../experiments/experiment.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";

export const buyerReviewIdSchema = z.uuid().brand<"BuyerReviewId">();
export type BuyerReviewId = z.output<typeof buyerReviewIdSchema>;

/** One wording of a review; the newest one is what is shown. */
export type BuyerReviewRevision = {
  readonly revision: number;
  /** 1 to 5. */
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  /** The version it speaks of. */
  readonly version: number;
  /** How long the tenant's agents had run the Persona when it was written, in host seconds. */
  readonly ranSeconds: number;
  readonly writtenAt: number;
};

/** What the seller answered. */
export type BuyerReviewReply = {
  readonly body: string;
  readonly writtenAt: number;
  readonly editedAt: number | null;
  /** Earlier wordings, newest first. */
  readonly earlier: readonly { readonly body: string; readonly writtenAt: number }[];
};

/** A review as everybody reads it. Its author is the tenant's name, or null where it chose to have none. */
export type BuyerReview = BuyerReviewRevision & {
  readonly reviewId: BuyerReviewId;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly shownAs: string | null;
  readonly editedAt: number | null;
  /** Earlier wordings, newest first. */
  readonly earlier: readonly BuyerReviewRevision[];
  /** Whether it is one of the listing's votes. */
  readonly counted: boolean;
  /** What an experiment of its author measured; null where none is told, or it was taken back. */
  readonly effect: MeasuredEffect | null;
  readonly reply: BuyerReviewReply | null;
  /** Whether it is the asking tenant's own. */
  readonly own: boolean;
};

export const voidReasons = ["refunded", "same-person", "same-card", "same-tenant"] as const;
export type VoidReason = (typeof voidReasons)[number];

/** What became of a review, as its author is told. */
export type BuyerReviewState =
  | { readonly kind: "shown" }
  | { readonly kind: "withdrawn"; readonly at: number }
  | { readonly kind: "hidden"; readonly at: number }
  | { readonly kind: "void"; readonly because: VoidReason; readonly at: number };

/** Its author's own view. */
export type OwnBuyerReview = BuyerReview & {
  readonly state: BuyerReviewState;
  readonly personaId: string;
  readonly listingTitle: string;
};

/** A listing's votes: one for each party that counts. `stars[0]` is the number of votes of one star. */
export type ListingRatings = {
  readonly stars: readonly [number, number, number, number, number];
  readonly votes: number;
  /** Of the votes, 1 to 5; null without votes, as is the lower bound of the 95 % interval around it. */
  readonly mean: number | null;
  readonly lower: number | null;
  /** All reviews that can be read. */
  readonly shown: number;
};

/** Why a tenant may not review a listing, as the database says it. */
export const reviewObstacles = [
  "not-got",
  "refunded",
  "same-tenant",
  "same-person",
  "same-card",
  "ran-too-short",
] as const;
export type ReviewObstacle = (typeof reviewObstacles)[number];
