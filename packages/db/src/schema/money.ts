import { bigint, boolean, integer, jsonb, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

const minor = (name: string) => bigint(name, { mode: "number" });

export const paymentCustomers = pgTable("payment_customers", {
  tenantId: uuid("tenant_id").primaryKey(),
  customerId: text("customer_id").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** `tenantId` is the seller here and in transfers, the buyer in the others. */
export const sellerAccounts = pgTable("seller_accounts", {
  tenantId: uuid("tenant_id").primaryKey(),
  accountId: text("account_id").notNull(),
  country: text("country").notNull(),
  termsAcceptedBy: uuid("terms_accepted_by").notNull(),
  termsAcceptedAt: instant("terms_accepted_at").notNull(),
  termsVersion: integer("terms_version").notNull(),
  status: text("status", { enum: ["onboarding", "active", "restricted", "closed"] })
    .notNull()
    .default("onboarding"),
  missing: text("missing").array().notNull().default([]),
  payoutInterval: text("payout_interval", { enum: ["daily", "weekly", "monthly", "manual"] })
    .notNull()
    .default("daily"),
  payoutMinimum: jsonb("payout_minimum").$type<Readonly<Record<string, number>>>().notNull().default({}),
  balances: jsonb("balances")
    .$type<readonly { currency: string; availableMinor: number; pendingMinor: number }[]>()
    .notNull()
    .default([]),
  readAt: instant("read_at"),
});

export const subscriptions = pgTable("subscriptions", {
  subscriptionId: text("subscription_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  orderId: uuid("order_id").notNull(),
  status: text("status", {
    enum: ["trialing", "active", "past-due", "unpaid", "canceled", "incomplete", "incomplete-expired", "paused"],
  }).notNull(),
  seats: integer("seats").notNull(),
  wantedSeats: integer("wanted_seats"),
  unitMinor: minor("unit_minor").notNull(),
  currency: text("currency").notNull(),
  every: text("every", { enum: ["month", "year"] }).notNull(),
  periodStartsAt: instant("period_starts_at").notNull(),
  periodEndsAt: instant("period_ends_at").notNull(),
  trialEndsAt: instant("trial_ends_at"),
  cancelsAt: instant("cancels_at"),
  endedAt: instant("ended_at"),
  payUrl: text("pay_url"),
  readAt: instant("read_at").notNull(),
});

export const payments = pgTable("payments", {
  paymentId: text("payment_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  orderId: uuid("order_id").notNull(),
  subscriptionId: text("subscription_id"),
  status: text("status", { enum: ["succeeded", "pending", "failed"] }).notNull(),
  failure: text("failure"),
  amountMinor: minor("amount_minor").notNull(),
  taxMinor: minor("tax_minor").notNull(),
  currency: text("currency").notNull(),
  refundedMinor: minor("refunded_minor").notNull().default(0),
  paidAt: instant("paid_at").notNull(),
  maturesAt: instant("matures_at").notNull(),
  receiptUrl: text("receipt_url"),
  invoiceNumber: text("invoice_number"),
  invoiceUrl: text("invoice_url"),
  invoicePdfUrl: text("invoice_pdf_url"),
  cardFingerprint: text("card_fingerprint"),
  cardBrand: text("card_brand"),
  cardLast4: text("card_last4"),
  readAt: instant("read_at").notNull(),
});

export const refundRequests = pgTable("refund_requests", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  paymentId: text("payment_id").notNull(),
  amountMinor: minor("amount_minor").notNull(),
  currency: text("currency").notNull(),
  reason: text("reason").notNull(),
  askedBy: uuid("asked_by"),
  askedAt: instant("asked_at").notNull(),
  dueAt: instant("due_at").notNull(),
  status: text("status", { enum: ["asked", "granted", "refused", "withdrawn", "refunded", "failed"] }).notNull(),
  decidedBy: uuid("decided_by"),
  decidedAt: instant("decided_at"),
  answer: text("answer"),
  refundId: text("refund_id"),
  problem: text("problem"),
});

export const refunds = pgTable("refunds", {
  refundId: text("refund_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  paymentId: text("payment_id").notNull(),
  amountMinor: minor("amount_minor").notNull(),
  status: text("status", { enum: ["pending", "succeeded", "failed", "canceled"] }).notNull(),
  createdAt: instant("created_at").notNull(),
});

export const disputes = pgTable("disputes", {
  disputeId: text("dispute_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  sellerTenantId: uuid("seller_tenant_id").notNull(),
  paymentId: text("payment_id").notNull(),
  status: text("status", {
    enum: ["needs-response", "under-review", "won", "lost", "inquiry", "inquiry-closed"],
  }).notNull(),
  reason: text("reason").notNull(),
  amountMinor: minor("amount_minor").notNull(),
  currency: text("currency").notNull(),
  createdAt: instant("created_at").notNull(),
  evidenceDueAt: instant("evidence_due_at"),
  evidenceSubmitted: boolean("evidence_submitted").notNull(),
  evidence: jsonb("evidence").$type<Readonly<Record<string, string>>>(),
  evidenceAt: instant("evidence_at"),
  settledAt: instant("settled_at"),
});

export const transfers = pgTable("transfers", {
  transferId: text("transfer_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  paymentId: text("payment_id").notNull(),
  accountId: text("account_id").notNull(),
  amountMinor: minor("amount_minor").notNull(),
  reversedMinor: minor("reversed_minor").notNull().default(0),
  currency: text("currency").notNull(),
  createdAt: instant("created_at").notNull(),
});

export const paymentEvents = pgTable("payment_events", {
  eventId: text("event_id").primaryKey(),
  type: text("type").notNull(),
  subjectKind: text("subject_kind", { enum: ["checkout", "payment", "subscription", "seller"] }),
  subjectId: text("subject_id"),
  createdAt: instant("created_at").notNull(),
  receivedAt: instant("received_at").notNull().defaultNow(),
  attempts: integer("attempts").notNull().default(0),
  dueAt: instant("due_at").notNull().defaultNow(),
  handledAt: instant("handled_at"),
  problem: text("problem"),
});

export const ledgerEntries = pgTable("ledger_entries", {
  id: minor("id").primaryKey().generatedAlwaysAsIdentity(),
  tenantId: uuid("tenant_id"),
  source: text("source").notNull(),
  revision: integer("revision").notNull(),
  kind: text("kind").notNull(),
  paymentId: text("payment_id"),
  at: instant("at").notNull(),
  bookedAt: instant("booked_at").notNull().defaultNow(),
});

export const ledgerPostings = pgTable("ledger_postings", {
  entryId: minor("entry_id").notNull(),
  line: smallint("line").notNull(),
  account: text("account").notNull(),
  tenantId: uuid("tenant_id"),
  paymentId: text("payment_id"),
  amountMinor: minor("amount_minor").notNull(),
  currency: text("currency").notNull(),
});

export const reconcileRuns = pgTable("reconcile_runs", {
  id: uuid("id").primaryKey().defaultRandom(),
  startedAt: instant("started_at").notNull(),
  endedAt: instant("ended_at"),
  fromAt: instant("from_at").notNull(),
  toAt: instant("to_at").notNull(),
  looked: integer("looked").notNull().default(0),
  differences: integer("differences").notNull().default(0),
  healed: integer("healed").notNull().default(0),
  findings: jsonb("findings").$type<readonly Readonly<Record<string, unknown>>[]>().notNull().default([]),
  failure: text("failure"),
});
