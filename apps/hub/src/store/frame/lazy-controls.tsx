"use client";

import dynamic from "next/dynamic";

// What people do when they are signed in. Signed-out pages show none of it, so none of it is sent with them.

/** What controls ask the hub through. */
export const LazyQueries = dynamic(async () => (await import("../../ui/queries.tsx")).Queries);

/** Gets a Persona for the tenant. */
export const LazyGetButton = dynamic(async () => (await import("../get-button.tsx")).GetButton);

/** Buys what has a price. */
export const LazyBuyButton = dynamic(async () => (await import("../../money/buying/buy-button.tsx")).BuyButton);

/** Tells the moderators of something. */
export const LazyReportThing = dynamic(async () => (await import("../../buyer-reviews/report-thing.tsx")).ReportThing);

/** Takes back what the tenant told of an experiment. */
export const LazyWithdrawEffect = dynamic(
  async () => (await import("../../experiments/effects/withdraw-effect.tsx")).WithdrawEffect,
);

/** Starts a trial of a version on a fleet. */
export const LazyTrialForm = dynamic(async () => (await import("../../trials/trial-form.tsx")).TrialForm);

/** Writes a review or changes it. */
export const LazyWriteReviewForm = dynamic(
  async () => (await import("../../buyer-reviews/write-review-form.tsx")).WriteReviewForm,
);

/** Takes back a review. */
export const LazyWithdrawReview = dynamic(
  async () => (await import("../../buyer-reviews/withdraw-review.tsx")).WithdrawReview,
);
