import type { GateReport, TrustAnchors } from "@fleet-persona/persona";
import { bigint, doublePrecision, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const publisherKeyrings = pgTable("publisher_keyrings", {
  publisherId: uuid("publisher_id").notNull(),
  tenantId: uuid("tenant_id").notNull(),
  publisherSlug: text("publisher_slug").notNull(),
  version: integer("version").notNull(),
  digest: text("digest").notNull(),
  envelope: bytea("envelope").notNull(),
  publishedBy: uuid("published_by").notNull(),
  publishedAt: instant("published_at").notNull().defaultNow(),
});

export const gateAttestations = pgTable("gate_attestations", {
  personaVersionId: uuid("persona_version_id").notNull(),
  rulesVersion: integer("rules_version").notNull(),
  tenantId: uuid("tenant_id").notNull(),
  digest: text("digest").notNull(),
  verdict: text("verdict", { enum: ["passed", "quarantined", "rejected"] }).notNull(),
  confidence: doublePrecision("confidence").notNull(),
  report: jsonb("report").$type<GateReport>().notNull(),
  envelope: bytea("envelope").notNull(),
  attestedAt: instant("attested_at").notNull(),
});

export const personaLeases = pgTable("persona_leases", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  serial: bigint("serial", { mode: "number" }).notNull(),
  seats: integer("seats"),
  acceptedQuarantines: text("accepted_quarantines").array().notNull(),
  issuedAt: instant("issued_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  offlineGraceS: integer("offline_grace_s").notNull(),
  envelope: bytea("envelope").notNull(),
});

export const leaseSeats = pgTable("lease_seats", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  hostId: uuid("host_id").notNull(),
  takenAt: instant("taken_at").notNull(),
  seenAt: instant("seen_at").notNull(),
});

export const tufMetadata = pgTable("tuf_metadata", {
  role: text("role", { enum: ["root", "targets", "snapshot", "timestamp"] }).notNull(),
  version: integer("version").notNull(),
  body: bytea("body").notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const trustAnchors = pgTable("trust_anchors", {
  digest: text("digest").primaryKey(),
  document: jsonb("document").$type<TrustAnchors>().notNull(),
  recordedAt: instant("recorded_at").notNull().defaultNow(),
});
