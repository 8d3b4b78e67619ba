import { bigint, boolean, doublePrecision, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const platformSettings = pgTable("platform_settings", {
  name: text("name", { enum: ["review_min_seconds", "established_days", "established_seconds"] }).primaryKey(),
  value: bigint("value", { mode: "number" }).notNull(),
});

const wording = {
  personaVersionId: uuid("persona_version_id").notNull(),
  rating: smallint("rating").notNull(),
  title: text("title").notNull(),
  body: text("body").notNull(),
  effectId: uuid("effect_id"),
  ranSeconds: bigint("ran_seconds", { mode: "number" }).notNull(),
  revision: integer("revision").notNull(),
  writtenBy: uuid("written_by").notNull(),
  writtenAt: instant("written_at").notNull(),
};

export const buyerReviews = pgTable("buyer_reviews", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  ...wording,
  shownAs: text("shown_as"),
  editedAt: instant("edited_at"),
  withdrawnAt: instant("withdrawn_at"),
  hiddenAt: instant("hidden_at"),
  voidAt: instant("void_at"),
  voidBecause: text("void_because", { enum: ["refunded", "same-person", "same-card", "same-tenant"] }),
  counted: boolean("counted").notNull().default(false),
  checkedAt: instant("checked_at").notNull().defaultNow(),
});

export const buyerReviewRevisions = pgTable("buyer_review_revisions", {
  reviewId: uuid("review_id").notNull(),
  tenantId: uuid("tenant_id").notNull(),
  ...wording,
});

const replyWording = {
  tenantId: uuid("tenant_id").notNull(),
  body: text("body").notNull(),
  revision: integer("revision").notNull(),
  writtenBy: uuid("written_by").notNull(),
  writtenAt: instant("written_at").notNull(),
};

export const buyerReviewReplies = pgTable("buyer_review_replies", {
  reviewId: uuid("review_id").primaryKey(),
  ...replyWording,
  editedAt: instant("edited_at"),
  hiddenAt: instant("hidden_at"),
});

export const buyerReviewReplyRevisions = pgTable("buyer_review_reply_revisions", {
  reviewId: uuid("review_id").notNull(),
  ...replyWording,
});

export const listingRatings = pgTable("listing_ratings", {
  listingId: uuid("listing_id").primaryKey(),
  stars1: integer("stars_1").notNull().default(0),
  stars2: integer("stars_2").notNull().default(0),
  stars3: integer("stars_3").notNull().default(0),
  stars4: integer("stars_4").notNull().default(0),
  stars5: integer("stars_5").notNull().default(0),
  votes: integer("votes").notNull().default(0),
  mean: doublePrecision("mean"),
  lowerBound: doublePrecision("lower_bound"),
  shown: integer("shown").notNull().default(0),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
