import type { Manifest } from "@fleet-persona/persona";
import { bigint, doublePrecision, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

const priceKinds = ["free", "one-off", "subscription", "per-agent"] as const;
const priceIntervals = ["month", "year"] as const;

/** `tenantId` is the seller in the first six tables, the buyer in orders and entitlements. */
export const publishers = pgTable("publishers", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  slug: text("slug").notNull(),
  displayName: text("display_name").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const publisherKeys = pgTable("publisher_keys", {
  fingerprint: text("fingerprint").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  publisherId: uuid("publisher_id").notNull(),
  publicKey: bytea("public_key").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  revokedAt: instant("revoked_at"),
});

export const listings = pgTable("listings", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  publisherId: uuid("publisher_id").notNull(),
  publisherSlug: text("publisher_slug").notNull(),
  name: text("name").notNull(),
  title: text("title").notNull(),
  summary: text("summary").notNull(),
  tags: text("tags").array().notNull(),
  status: text("status", { enum: ["draft", "listed"] }).notNull(),
  priceKind: text("price_kind", { enum: priceKinds }).notNull(),
  priceMinor: bigint("price_minor", { mode: "number" }).notNull().default(0),
  priceCurrency: text("price_currency"),
  priceEvery: text("price_every", { enum: priceIntervals }),
  trialDays: integer("trial_days"),
  /** Hours for which a new version is offered to nobody. */
  cooldownH: integer("cooldown_h").notNull().default(0),
  /** When the seller said what it costs; null while a draft has no price. */
  termsSetAt: instant("terms_set_at"),
  latestVersion: integer("latest_version").notNull(),
  latestVersionId: uuid("latest_version_id").notNull(),
  claimedConfidence: doublePrecision("claimed_confidence").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

export const listingPrices = pgTable("listing_prices", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  priceKind: text("price_kind", { enum: priceKinds }).notNull(),
  priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
  priceCurrency: text("price_currency"),
  priceEvery: text("price_every", { enum: priceIntervals }),
  trialDays: integer("trial_days"),
  setBy: uuid("set_by").notNull(),
  setAt: instant("set_at").notNull().defaultNow(),
});

export const personaVersions = pgTable("persona_versions", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  version: integer("version").notNull(),
  digest: text("digest").notNull(),
  manifest: jsonb("manifest").$type<Manifest>().notNull(),
  card: text("card").notNull(),
  evidence: jsonb("evidence").notNull(),
  signedBy: text("signed_by").array().notNull(),
  publishedAt: instant("published_at").notNull().defaultNow(),
  /** When its cool-down is to end; null: it has none. */
  offeredFrom: instant("offered_from"),
  /** When it did; null while it cools down. */
  offeredAt: instant("offered_at"),
});

export const bundleFiles = pgTable("bundle_files", {
  personaVersionId: uuid("persona_version_id").notNull(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  name: text("name").notNull(),
  sha256: bytea("sha256").notNull(),
  content: bytea("content").notNull(),
});

export const orders = pgTable("orders", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
  currency: text("currency").notNull(),
  status: text("status", { enum: ["open", "abandoned", "fulfilled", "refunded"] }).notNull(),
  orderedBy: uuid("ordered_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  priceKind: text("price_kind", { enum: priceKinds }).notNull().default("free"),
  unitMinor: bigint("unit_minor", { mode: "number" }).notNull().default(0),
  quantity: integer("quantity").notNull().default(1),
  every: text("every", { enum: ["month", "year"] }),
  trialDays: integer("trial_days"),
  basisPoints: integer("basis_points").notNull().default(0),
  checkoutId: text("checkout_id"),
  checkoutUrl: text("checkout_url"),
  checkoutExpiresAt: instant("checkout_expires_at"),
  checkoutFailure: text("checkout_failure"),
  subscriptionId: text("subscription_id"),
  settledAt: instant("settled_at"),
});

export const entitlements = pgTable("entitlements", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  orderId: uuid("order_id").notNull(),
  grantedAt: instant("granted_at").notNull().defaultNow(),
  endsAt: instant("ends_at"),
  endedBecause: text("ended_because", { enum: ["refunded", "dispute-lost", "cancelled", "unpaid"] }),
  /** How many hosts of a fleet; null: as many as there are. */
  seats: integer("seats"),
  blocked: text("blocked", { enum: ["disputed"] }),
});
