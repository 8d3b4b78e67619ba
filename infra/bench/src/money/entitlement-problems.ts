import { refundNoticeMs, renewalGraceMs } from "@fleet-persona/money";
import type { Sql } from "postgres";
import type { FakeUnderTest } from "./fake-under-test.ts";

type Session = {
  readonly id: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payment_intent: string | null;
  readonly subscription: string | null;
};
type Charge = {
  readonly id: string;
  readonly status: string;
  readonly payment_intent: string | null;
  readonly amount: number;
  readonly amount_refunded: number;
};
type Refund = { readonly id: string; readonly charge: string; readonly created: number };
type Dispute = { readonly id: string; readonly charge: string; readonly status: string };
type Subscription = {
  readonly id: string;
  readonly status: string;
  readonly ended_at: number | null;
  readonly items: { readonly data: readonly { readonly current_period_end: number }[] };
};

type Entitled = { readonly because: string | null; readonly blocked: boolean; readonly endsAt: number | null | "some" };
type Truth = {
  readonly charges: ReadonlyMap<string, Charge>;
  readonly refunds: ReadonlyMap<string, Refund>;
  readonly disputes: ReadonlyMap<string, Dispute>;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
};

/** Orders whose entitlement is another one than follows from the processor's own objects. */
export async function entitlementProblems(fake: FakeUnderTest, sql: Sql): Promise<readonly string[]> {
  const by = <Item>(all: readonly Item[], key: (item: Item) => string | null): ReadonlyMap<string, Item> =>
    new Map(all.map((item) => [key(item) ?? "", item]));
  const charges = (await fake.all<Charge>("/v1/charges")).filter(({ status }) => status === "succeeded");
  const truth: Truth = {
    charges: by(charges, (each) => each.payment_intent),
    refunds: by(await fake.all<Refund>("/v1/refunds"), ({ charge }) => charge),
    disputes: by(await fake.all<Dispute>("/v1/disputes"), ({ charge }) => charge),
    subscriptions: by(await fake.all<Subscription>("/v1/subscriptions", "&status=all"), ({ id }) => id),
  };
  const rows = await sql<{ order_id: string; ends_at: Date | null; because: string | null; blocked: string | null }[]>`
    select order_id, ends_at, ended_because as because, blocked from entitlements`;
  const held = by(rows, (row) => row.order_id);
  const problems: string[] = [];
  for (const session of await fake.all<Session>("/v1/checkout/sessions")) {
    const orderId = session.metadata["order_id"] ?? "";
    const wanted = entitledBy(session, truth);
    const row = held.get(orderId);
    const has = row === undefined ? null : { because: row.because, blocked: row.blocked !== null, endsAt: row.ends_at };
    if (!same(wanted, has))
      problems.push(`order ${orderId} has ${JSON.stringify(has)}, and should have ${JSON.stringify(wanted)}`);
  }
  return problems;
}

function same(wanted: Entitled | null, has: { because: string | null; blocked: boolean; endsAt: Date | null } | null) {
  if (wanted === null || has === null) return wanted === has;
  const ends = wanted.endsAt === "some" ? has.endsAt !== null : (has.endsAt?.getTime() ?? null) === wanted.endsAt;
  return wanted.because === has.because && wanted.blocked === has.blocked && ends;
}

function entitledBy(session: Session, { charges, refunds, disputes, subscriptions }: Truth): Entitled | null {
  const subscription = subscriptions.get(session.subscription ?? "");
  if (subscription !== undefined) return entitledBySubscription(subscription);
  const charge = session.payment_intent === null ? undefined : charges.get(session.payment_intent);
  if (charge === undefined) return null;
  const dispute = disputes.get(charge.id)?.status;
  const blocked = dispute === "needs_response" || dispute === "under_review";
  if (dispute === "lost") return { because: "dispute-lost", blocked, endsAt: "some" };
  if (charge.amount_refunded < charge.amount) return { because: null, blocked, endsAt: null };
  const refundedAt = (refunds.get(charge.id)?.created ?? 0) * 1_000;
  return { because: "refunded", blocked, endsAt: refundedAt + refundNoticeMs };
}

function entitledBySubscription({ status, ended_at: endedAt, items }: Subscription): Entitled | null {
  const blocked = false;
  if (status === "incomplete" || status === "incomplete_expired") return null;
  if (status === "canceled") return { because: "cancelled", blocked, endsAt: (endedAt ?? 0) * 1_000 };
  if (status === "past_due" || status === "unpaid") return { because: "unpaid", blocked, endsAt: "some" };
  return { because: null, blocked, endsAt: (items.data[0]?.current_period_end ?? 0) * 1_000 + renewalGraceMs };
}
