import type { tables } from "@fleet-persona/db";
import { kindOf } from "./event-kinds.ts";
import type { StoreEventKind } from "./event-kinds.ts";

/** One event as it is told to one person. */
export type NoticeView = {
  readonly eventId: string;
  readonly kind: StoreEventKind;
  /** `publisher/name`; null for what concerns the tenant and no Persona. */
  readonly personaId: string | null;
  /** What the Persona was called then. */
  readonly title: string;
  readonly version: number | null;
  readonly summary: string;
  /** Id of what it is about beside the Persona. */
  readonly ref: string | null;
  readonly urgent: boolean;
  readonly at: number;
  readonly read: boolean;
};

type EventRow = typeof tables.storeEvents.$inferSelect;

/** Null for a kind that this version of the program does not know. */
export function noticeOf(event: EventRow, readAt: Date | null): NoticeView | null {
  const kind = kindOf(event.kind);
  if (kind === null) return null;
  const { id, personaId, title, version, summary, ref, urgent, at } = event;
  return {
    eventId: id,
    kind,
    personaId,
    title,
    version,
    summary,
    ref,
    urgent,
    at: at.getTime(),
    read: readAt !== null,
  };
}

/** Where in the hub one goes to see it. */
export function noticePath({ kind, personaId }: Pick<NoticeView, "kind" | "personaId">): string {
  const listing = personaId === null ? "/notices" : `/store/${personaId}`;
  switch (kind) {
    case "version-published":
    case "version-deprecated":
    case "version-yanked":
    case "version-restored":
    case "version-revoked":
    case "advisory-published":
    case "advisory-withdrawn":
      return listing;
    case "review-written":
    case "review-replied":
    case "review-decided":
    case "appeal-decided":
      return `${listing}#reviews`;
    case "report-decided":
      return listing;
    case "refund-decided":
    case "refund-made":
    case "refund-failed":
    case "dispute-opened":
    case "dispute-settled":
    case "subscription-ending":
      return "/orders";
    case "payment-received":
    case "sale-refunded":
    case "sale-disputed":
      return "/author/money";
    case "refund-asked":
      return "/author/money/refunds";
    case "webhook-disabled":
      return "/settings/notices";
    case "domain-failing":
    case "domain-lost":
      return "/author";
  }
  return kind satisfies never;
}

const whatHappened: Readonly<Record<StoreEventKind, string>> = {
  "version-published": "New version",
  "version-deprecated": "Deprecated",
  "version-yanked": "Yanked",
  "version-restored": "Offered again",
  "version-revoked": "Revoked",
  "advisory-published": "Advisory",
  "advisory-withdrawn": "Advisory withdrawn",
  "review-written": "New review",
  "review-replied": "Reply to your review",
  "review-decided": "Decision about a review",
  "appeal-decided": "Decision about an appeal",
  "report-decided": "Decision about a report",
  "payment-received": "Sold",
  "refund-asked": "Refund asked for",
  "refund-decided": "Decision about a refund",
  "refund-made": "Refunded",
  "refund-failed": "Refund failed",
  "dispute-opened": "Payment disputed",
  "dispute-settled": "Dispute settled",
  "sale-refunded": "Sale refunded",
  "sale-disputed": "Sale disputed",
  "subscription-ending": "Subscription ends",
  "webhook-disabled": "Webhook switched off",
  "domain-failing": "Domain cannot be confirmed",
  "domain-lost": "Domain no longer verified",
};

/** What happened, in two or three words. */
export function kindWords(kind: StoreEventKind): string {
  return whatHappened[kind];
}

/** One line: what happened, to what. */
export function noticeLine({ kind, title, personaId, version }: NoticeView): string {
  const what = title === "" ? personaId : title;
  const which = version === null ? "" : ` ${version}`;
  return what === null ? kindWords(kind) : `${kindWords(kind)}: ${what}${which}`;
}
