import { z } from "zod";
import { storeEventKindSchema, storeEventKinds } from "../event-kinds.ts";
import type { StoreEventKind } from "../event-kinds.ts";

export const webhookIdSchema = z.uuid();
export const webhookKindsSchema = z
  .array(storeEventKindSchema)
  .min(1)
  .max(storeEventKinds.length)
  .transform((kinds) => [...new Set(kinds)]);

/** Where a tenant has its notices sent. Never with the secret. */
export type WebhookView = {
  readonly endpointId: string;
  readonly url: string;
  readonly kinds: readonly StoreEventKind[];
  /** The last characters of the secret, to tell two apart. */
  readonly secretHint: string;
  /** Until when the secret before it is good as well; null when there is none. */
  readonly previousUntil: number | null;
  readonly createdAt: number;
  readonly failingSince: number | null;
  /** Why nothing is sent: its owner said so, it failed for days, or it answered that it is gone for good. */
  readonly disabled: { readonly at: number; readonly because: "gone" | "failing" | "by-hand" } | null;
};

/** With the secret, which is shown this once. */
export type WebhookWithSecret = WebhookView & { readonly secret: string };

/** One try of a delivery. */
export type WebhookAttemptView = {
  readonly at: number;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Why no answer came, in a word. */
  readonly failure: string | null;
  readonly durationMs: number;
  /** How the answer began. */
  readonly response: string;
};

/** One event on its way to one endpoint; a test has no event. */
export type WebhookDeliveryView = {
  readonly deliveryId: string;
  readonly kind: StoreEventKind | "test";
  readonly summary: string;
  readonly status: "waiting" | "delivered" | "failed";
  readonly createdAt: number;
  readonly nextAt: number | null;
  /** The newest first. */
  readonly attempts: readonly WebhookAttemptView[];
};

export const testKind = "test";
