import type { ModerationLogEntry, ThingKind } from "@fleet-persona/hub-core";

export const kindWords: Record<ThingKind, string> = {
  review: "Review",
  reply: "Seller's answer",
  listing: "Listing",
  seller: "Seller",
};

const actions: Record<ModerationLogEntry["action"], string> = {
  kept: "kept",
  hidden: "hidden",
  restored: "restored",
  "appeal-upheld": "stays hidden after an appeal",
  "appeal-restored": "restored after an appeal",
};

/** What a moderator did, in words. */
export function actionWords(action: ModerationLogEntry["action"]): string {
  return actions[action];
}

/** The address of a case. */
export function caseHref({ kind, thingId }: { readonly kind: ThingKind; readonly thingId: string }): string {
  return `/moderation/${kind}/${thingId}`;
}

/** Where a thing is in the store; null where there is nothing to see. */
export function storeHref(kind: ThingKind, address: string): string | null {
  if (address === "") return null;
  return kind === "review" || kind === "reply" ? `/store/${address}/reviews` : `/store/${address}`;
}
