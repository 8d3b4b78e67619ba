import { z } from "zod";

/**
 * What happens in the store that somebody may want to hear of. `owed`: everybody who got the listing is told in-app, followed or not.
 * `urgent`: its mail does not wait for the next digest. `addressed`: told to one tenant and nobody else.
 */
export const eventKinds = {
  "version-published": { owed: false, urgent: false, addressed: false },
  "version-deprecated": { owed: false, urgent: false, addressed: false },
  "version-yanked": { owed: false, urgent: false, addressed: false },
  "version-restored": { owed: false, urgent: false, addressed: false },
  "version-revoked": { owed: true, urgent: true, addressed: false },
  "advisory-published": { owed: true, urgent: true, addressed: false },
  "advisory-withdrawn": { owed: true, urgent: false, addressed: false },
  "review-written": { owed: false, urgent: false, addressed: true },
  "review-replied": { owed: false, urgent: false, addressed: true },
  "review-decided": { owed: false, urgent: false, addressed: true },
  "appeal-decided": { owed: false, urgent: false, addressed: true },
  "report-decided": { owed: false, urgent: false, addressed: true },
  "payment-received": { owed: false, urgent: false, addressed: true },
  "refund-asked": { owed: true, urgent: true, addressed: true },
  "refund-decided": { owed: true, urgent: true, addressed: true },
  "refund-made": { owed: true, urgent: false, addressed: true },
  "refund-failed": { owed: true, urgent: true, addressed: true },
  "dispute-opened": { owed: true, urgent: true, addressed: true },
  "dispute-settled": { owed: true, urgent: true, addressed: true },
  "sale-refunded": { owed: true, urgent: false, addressed: true },
  "sale-disputed": { owed: true, urgent: true, addressed: true },
  "subscription-ending": { owed: true, urgent: true, addressed: true },
  "webhook-disabled": { owed: true, urgent: true, addressed: true },
  "domain-failing": { owed: true, urgent: true, addressed: true },
  "domain-lost": { owed: true, urgent: true, addressed: true },
} as const satisfies Record<string, { owed: boolean; urgent: boolean; addressed: boolean }>;

export type StoreEventKind = keyof typeof eventKinds;

export const storeEventKinds = Object.keys(eventKinds) as readonly StoreEventKind[];

export const storeEventKindSchema = z.enum(Object.keys(eventKinds) as [StoreEventKind, ...StoreEventKind[]]);

/** A kind as the database holds it; null for one that this version of the program does not know. */
export function kindOf(text: string): StoreEventKind | null {
  const parsed = storeEventKindSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
}
