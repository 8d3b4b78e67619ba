import { z } from "zod";
import { instant, listOf, named } from "./parts.ts";
import { measured } from "./store.ts";

const revision = {
  revision: z.int(),
  rating: z.int().meta({ description: "1 to 5 stars" }),
  title: z.string(),
  body: z.string(),
  version: z.int().meta({ description: "the version it is about" }),
  ranSeconds: z.number().meta({ description: "how long the tenant's agents had run it" }),
  writtenAt: instant,
};

const review = named(
  "BuyerReview",
  "What a buyer writes of a Persona, with every earlier wording.",
  z.looseObject({
    ...revision,
    reviewId: z.string(),
    personaVersionId: z.string(),
    shownAs: z.string().nullable(),
    editedAt: instant.nullable(),
    earlier: listOf(z.object(revision)),
    counted: z.boolean().meta({ description: "whether it is a vote that ranks" }),
    effect: measured.nullable(),
    reply: z
      .looseObject({ body: z.string(), writtenAt: instant, editedAt: instant.nullable() })
      .nullable()
      .meta({ description: "the seller's" }),
  }),
);

export const reviewPageSchema = named(
  "BuyerReviewPage",
  "A page of reviews, and what they come to.",
  z.object({
    ratings: z.looseObject({
      stars: listOf(z.int()).meta({ description: "counted votes with 1 to 5 stars" }),
      votes: z.int(),
      mean: z.number().nullable(),
      lower: z.number().nullable().meta({ description: "the lower confidence bound that ranks" }),
      shown: z.int(),
    }),
    rules: z.looseObject({ minSeconds: z.number(), establishedDays: z.number(), establishedSeconds: z.number() }),
    reviews: listOf(review),
    total: z.int(),
  }),
);
