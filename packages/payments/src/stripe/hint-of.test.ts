import { describe, expect, it } from "vitest";
import { hintOf } from "./hint-of.ts";

function snapshot(type: string, object: object, rest: object = {}) {
  return { id: "evt_1", object: "event", type, created: 1_790_000_000, data: { object }, ...rest };
}

function thin(type: string, related_object: object | null, rest: object = {}) {
  return { id: "evt_2", object: "v2.core.event", type, created: "2026-11-26T12:00:00.000Z", related_object, ...rest };
}

const payment = { kind: "payment", id: "ch_1" };
const checkout = { kind: "checkout", id: "cs_1" };
const subscription = { kind: "subscription", id: "sub_1" };
const seller = { kind: "seller", id: "acct_1" };

const ofSubscription = { parent: { subscription_details: { subscription: "sub_1" } } };

describe("hintOf", () => {
  it.each<[string, object, object | null]>([
    ["checkout.session.completed", { id: "cs_1" }, checkout],
    ["checkout.session.expired", { id: "cs_1" }, checkout],
    ["checkout.session.async_payment_failed", { id: "cs_1" }, checkout],
    ["checkout.session.async_payment_succeeded", { id: "cs_1" }, checkout],
    ["charge.succeeded", { id: "ch_1" }, payment],
    ["charge.failed", { id: "ch_1" }, payment],
    ["charge.updated", { id: "ch_1" }, payment],
    ["charge.refunded", { id: "ch_1" }, payment],
    ["charge.refund.updated", { id: "re_1", charge: "ch_1" }, payment],
    ["refund.created", { id: "re_1", charge: "ch_1" }, payment],
    ["refund.updated", { id: "re_1", charge: "ch_1" }, payment],
    ["refund.failed", { id: "re_1", charge: { id: "ch_1" } }, payment],
    ["refund.created", { id: "re_1", charge: null }, null],
    ["charge.dispute.created", { id: "du_1", charge: "ch_1" }, payment],
    ["charge.dispute.updated", { id: "du_1", charge: "ch_1" }, payment],
    ["charge.dispute.closed", { id: "du_1", charge: "ch_1" }, payment],
    ["charge.dispute.funds_withdrawn", { id: "du_1", charge: "ch_1" }, payment],
    ["charge.dispute.funds_reinstated", { id: "du_1", charge: "ch_1" }, payment],
    ["transfer.created", { id: "tr_1", source_transaction: "ch_1" }, payment],
    ["transfer.reversed", { id: "tr_1", source_transaction: "ch_1" }, payment],
    ["transfer.created", { id: "tr_1", source_transaction: null }, null],
    ["payment_intent.succeeded", { id: "pi_1", latest_charge: "ch_1" }, payment],
    ["payment_intent.payment_failed", { id: "pi_1", latest_charge: "ch_1" }, payment],
    ["payment_intent.created", { id: "pi_1", latest_charge: null }, null],
    ["customer.subscription.updated", { id: "sub_1" }, subscription],
    ["customer.subscription.deleted", { id: "sub_1" }, subscription],
    ["customer.subscription.pending_update_applied", { id: "sub_1" }, subscription],
    ["invoice.paid", { id: "in_1", ...ofSubscription }, subscription],
    ["invoice.payment_failed", { id: "in_1", ...ofSubscription }, subscription],
    ["invoice.upcoming", ofSubscription, subscription],
    ["invoice.paid", { id: "in_1", parent: null }, null],
    ["invoice_payment.paid", { id: "inpay_1", payment: { type: "charge", charge: "ch_1" } }, payment],
    ["invoice_payment.paid", { id: "inpay_1", payment: { type: "payment_intent", payment_intent: "pi_1" } }, null],
    ["account.updated", { id: "acct_1" }, seller],
    ["payout.paid", { id: "po_1" }, null],
    ["product.updated", { id: "listing_1" }, null],
    ["customer.updated", { id: "cus_1" }, null],
  ])("leads from %s with %j to %j", (type, object, subject) => {
    expect(hintOf(snapshot(type, object))).toStrictEqual({
      eventId: "evt_1",
      type,
      createdAt: 1_790_000_000_000,
      subject,
    });
  });

  it.each<[string, object | null]>([
    ["account.updated", seller],
    ["account.external_account.created", seller],
    ["account.application.deauthorized", seller],
    ["balance.available", seller],
    ["balance_settings.updated", seller],
    ["capability.updated", seller],
    ["payout.failed", seller],
    ["person.updated", seller],
    ["charge.succeeded", null],
    ["payment.created", null],
    ["transfer.created", null],
  ])("leads from %s in a seller's account to %j", (type, subject) => {
    const object = { id: "py_1", source_transaction: "ch_1" };
    expect(hintOf(snapshot(type, object, { account: "acct_1" })).subject).toStrictEqual(subject);
  });

  const related = { id: "acct_1", type: "v2.core.account", url: "/v2/core/accounts/acct_1" };
  const person = { id: "person_1", type: "v2.core.account_person", url: "/v2/core/accounts/acct_1/persons/person_1" };
  it.each<[string, object | null, object | null]>([
    ["v2.core.account.created", related, seller],
    ["v2.core.account.closed", related, seller],
    ["v2.core.account[requirements].updated", related, seller],
    ["v2.core.account[configuration.recipient].capability_status_updated", related, seller],
    ["v2.core.account_person.updated", person, seller],
    ["v2.core.account_link.returned", null, null],
    ["v1.charge.succeeded", { id: "ch_1", type: "charge", url: "/v1/charges/ch_1" }, payment],
    ["v1.checkout.session.completed", { id: "cs_1", type: "checkout.session", url: "" }, checkout],
    ["v1.customer.subscription.updated", { id: "sub_1", type: "subscription", url: "" }, subscription],
    ["v1.account.updated", { id: "acct_1", type: "account", url: "/v1/accounts/acct_1" }, seller],
    ["v1.payout.paid", { id: "po_1", type: "payout", url: "" }, null],
    ["v2.core.event_destination.ping", { id: "ed_1", type: "v2.core.event_destination", url: "" }, null],
  ])("leads from the thin %s about %j to %j", (type, object, subject) => {
    expect(hintOf(thin(type, object))).toStrictEqual({
      eventId: "evt_2",
      type,
      createdAt: Date.parse("2026-11-26T12:00:00.000Z"),
      subject,
    });
  });

  it("takes a thin event of a charge in a seller's account for nothing of ours", () => {
    const object = { id: "py_1", type: "charge", url: "/v1/charges/py_1" };
    expect(hintOf(thin("v1.charge.succeeded", object, { context: "acct_1" })).subject).toBeNull();
  });

  it.each<[string, unknown]>([
    ["a list", []],
    ["null", null],
    ["no id", { object: "event", type: "charge.succeeded", created: 1 }],
    ["no type", { id: "evt_1", object: "event", created: 1 }],
    ["another kind of object", { ...snapshot("charge.succeeded", {}), object: "charge" }],
    ["no object in it", { ...snapshot("charge.succeeded", {}), data: {} }],
    ["no time", { ...snapshot("charge.succeeded", { id: "ch_1" }), created: "now" }],
    ["a thin event without a time", { ...thin("v2.core.account.created", null), created: "soon" }],
  ])("refuses %s", (_, event) => {
    expect(() => hintOf(event)).toThrow(expect.objectContaining({ code: "event-unreadable", retryable: false }));
  });
});
