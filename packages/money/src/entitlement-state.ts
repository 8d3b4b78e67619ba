import { refundNoticeMs, renewalGraceMs } from "./terms.ts";

/** All of an order that decides what its buyer may run. */
export type OrderFacts = {
  /** Null: bought once. */
  readonly subscription: {
    readonly status:
      | "trialing"
      | "active"
      | "past-due"
      | "unpaid"
      | "canceled"
      | "incomplete"
      | "incomplete-expired"
      | "paused";
    readonly periodStartsAt: number;
    readonly periodEndsAt: number;
    readonly cancelsAt: number | null;
    readonly endedAt: number | null;
    /** Of a price per agent; null where seats do not count. */
    readonly seats: number | null;
  } | null;
  readonly payments: readonly {
    readonly at: number;
    readonly status: "succeeded" | "pending" | "failed";
    readonly amountMinor: number;
    readonly refundedMinor: number;
    /** When it was given back whole; null where it was not. */
    readonly refundedAt: number | null;
    readonly dispute: { readonly outcome: "open" | "won" | "lost"; readonly at: number } | null;
  }[];
};

export type EndReason = "refunded" | "dispute-lost" | "cancelled" | "unpaid";

/** What an order entitles its buyer to. */
export type EntitlementState = {
  /** Ms since 1970; null: without end. */
  readonly endsAt: number | null;
  readonly because: EndReason | null;
  readonly seats: number | null;
  /** Nothing new may begin with it until this is settled; what runs goes on. */
  readonly blocked: "disputed" | null;
};

/** What an order entitles its buyer to; null while it was never paid and no trial runs. */
export function entitlementState({ subscription, payments }: OrderFacts): EntitlementState | null {
  const paid = payments.filter(({ status }) => status === "succeeded").toSorted((a, b) => b.at - a.at);
  const [latest] = paid;
  const blocked = paid.some(({ dispute }) => dispute?.outcome === "open") ? "disputed" : null;
  const returned = latest === undefined ? null : returnedOf(latest);
  if (subscription === null) {
    if (latest === undefined) return null;
    return { endsAt: null, because: null, seats: null, ...returned, blocked };
  }
  const { status, seats } = subscription;
  if (status === "incomplete" || status === "incomplete-expired") return null;
  const runs = runsUntil(subscription, latest === undefined ? renewalGraceMs : refundNoticeMs);
  const ends = returned === null || (runs.endsAt !== null && runs.endsAt <= returned.endsAt) ? runs : returned;
  return { ...ends, seats, blocked };
}

type Ends = { readonly endsAt: number | null; readonly because: EndReason | null };

function runsUntil(subscription: NonNullable<OrderFacts["subscription"]>, unpaidMs: number): Ends {
  const { status, periodStartsAt, periodEndsAt, cancelsAt, endedAt } = subscription;
  if (status === "past-due" || status === "unpaid" || status === "paused")
    return { endsAt: periodStartsAt + unpaidMs, because: "unpaid" };
  if (status === "canceled") return { endsAt: endedAt ?? periodEndsAt, because: "cancelled" };
  if (cancelsAt !== null) return { endsAt: cancelsAt, because: "cancelled" };
  return { endsAt: periodEndsAt + renewalGraceMs, because: null };
}

function returnedOf(payment: OrderFacts["payments"][number]): { endsAt: number; because: EndReason } | null {
  const { dispute, refundedAt } = payment;
  if (dispute?.outcome === "lost") return { endsAt: dispute.at + refundNoticeMs, because: "dispute-lost" };
  return refundedAt === null ? null : { endsAt: refundedAt + refundNoticeMs, because: "refunded" };
}
