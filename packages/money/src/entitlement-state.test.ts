import { expect, test } from "vitest";
import { entitlementState } from "./entitlement-state.ts";
import type { OrderFacts } from "./entitlement-state.ts";
import { refundNoticeMs, renewalGraceMs } from "./terms.ts";

const day = 86_400_000;
type Paid = OrderFacts["payments"][number];
const paid: Paid = {
  at: day,
  status: "succeeded",
  amountMinor: 100,
  refundedMinor: 0,
  refundedAt: null,
  dispute: null,
};
const subscription = {
  status: "active" as const,
  periodStartsAt: day,
  periodEndsAt: 31 * day,
  cancelsAt: null,
  endedAt: null,
  seats: 5,
};
const once = (...payments: readonly Paid[]) => entitlementState({ subscription: null, payments });
const renewing = (part: Partial<NonNullable<OrderFacts["subscription"]>>, ...payments: readonly Paid[]) =>
  entitlementState({ subscription: { ...subscription, ...part }, payments });

test("entitlementState gives nothing for what was not paid", () => {
  expect(once()).toBeNull();
  expect(once({ ...paid, status: "failed" }, { ...paid, status: "pending" })).toBeNull();
  expect(renewing({ status: "incomplete" })).toBeNull();
  expect(renewing({ status: "incomplete-expired" })).toBeNull();
});

test("entitlementState of what was bought once has no end", () => {
  expect(once(paid)).toEqual({ endsAt: null, because: null, seats: null, blocked: null });
  expect(once({ ...paid, refundedMinor: 40 })?.endsAt).toBeNull();
});

test("entitlementState ends with notice when the money went back", () => {
  expect(once({ ...paid, refundedMinor: 100, refundedAt: 9 * day })).toMatchObject({
    endsAt: 9 * day + refundNoticeMs,
    because: "refunded",
  });
  expect(once({ ...paid, dispute: { outcome: "lost", at: 9 * day } })).toMatchObject({
    endsAt: 9 * day + refundNoticeMs,
    because: "dispute-lost",
  });
});

test("entitlementState blocks what is new while a dispute is open, and goes on when it is won", () => {
  expect(once({ ...paid, dispute: { outcome: "open", at: 9 * day } })).toMatchObject({
    endsAt: null,
    blocked: "disputed",
  });
  expect(once({ ...paid, dispute: { outcome: "won", at: 9 * day } })).toMatchObject({ endsAt: null, blocked: null });
});

test("entitlementState of what renews ends with its paid time and a grace", () => {
  expect(renewing({}, paid)).toEqual({ endsAt: 31 * day + renewalGraceMs, because: null, seats: 5, blocked: null });
  expect(renewing({ status: "trialing" })).toMatchObject({ endsAt: 31 * day + renewalGraceMs });
  expect(renewing({ cancelsAt: 31 * day }, paid)).toMatchObject({ endsAt: 31 * day, because: "cancelled" });
  expect(renewing({ status: "canceled", endedAt: 20 * day }, paid)).toMatchObject({ endsAt: 20 * day });
  expect(renewing({ status: "past-due" }, paid)).toMatchObject({ endsAt: day + refundNoticeMs, because: "unpaid" });
  expect(renewing({ status: "past-due" })).toMatchObject({ endsAt: day + renewalGraceMs, because: "unpaid" });
  expect(renewing({}, { ...paid, refundedMinor: 100, refundedAt: 2 * day })).toMatchObject({ because: "refunded" });
});
