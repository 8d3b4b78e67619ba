import type { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { readVectors } from "../testing/find-vectors.ts";
import { balanceSettings } from "./answers.fixture.ts";
import { checkoutOf } from "./checkout-of.ts";
import { movementOf } from "./movement-of.ts";
import { paymentOf } from "./payment-of.ts";
import { payoutOf } from "./payout-of.ts";
import { sellerOf } from "./seller-of.ts";
import { subscriptionOf } from "./subscription-of.ts";
import { transferOf } from "./transfer-of.ts";

type Resources = {
  readonly balance: Stripe.Balance;
  readonly balance_transaction: Stripe.BalanceTransaction;
  readonly charge: Stripe.Charge;
  readonly "checkout.session": Stripe.Checkout.Session;
  readonly dispute: Stripe.Dispute;
  readonly invoice: Stripe.Invoice;
  readonly payout: Stripe.Payout;
  readonly refund: Stripe.Refund;
  readonly subscription: Stripe.Subscription;
  readonly transfer: Stripe.Transfer;
  readonly transfer_reversal: Stripe.TransferReversal;
};

const vectors = readVectors("stripe_fixtures3.json") as { readonly resources: Resources } | null;
if (vectors === null) console.warn("Stripe's own examples: not there, skipped (FLEET_PERSONA_VECTORS)");

describe.skipIf(vectors === null)("Stripe's own examples", () => {
  // Only read where they are there: `skipIf` still runs this body.
  const resources = vectors?.resources as Resources;

  it("are read as a payment with its invoice, refund, dispute and transfer", () => {
    const { charge, invoice, refund, dispute, transfer, transfer_reversal, balance_transaction } = resources;
    const state = paymentOf({
      charge: { ...charge, balance_transaction },
      invoice,
      session: null,
      refunds: [refund],
      disputes: [dispute],
      transfers: [transferOf({ ...transfer, balance_transaction }, [transfer_reversal])],
    });
    expect(state).toMatchObject({
      paymentId: charge.id,
      amountMinor: 100,
      currency: "USD",
      card: { brand: "visa", fingerprint: "AOB934RVNwzk6xtn" },
      movement: { kind: "charge", amountMinor: 100, netMinor: 100 },
      refunds: [{ status: "succeeded", amountMinor: 100, movements: [] }],
      disputes: [{ status: "inquiry", amountMinor: 1_000, reason: "general" }],
      transfers: [{ amountMinor: 1_100, reversals: [{ amountMinor: 1_100 }] }],
    });
  });

  it("are read as a checkout, a subscription, a payout and a balance", () => {
    expect(checkoutOf(resources["checkout.session"], null)).toMatchObject({ status: "open", orderId: null });
    expect(subscriptionOf(resources.subscription, [], [])).toMatchObject({
      status: "active",
      seats: 1,
      unitMinor: 2_000,
      currency: "USD",
      every: "month",
    });
    expect(payoutOf(resources.payout)).toMatchObject({ status: "in-transit", amountMinor: 1_100 });
    expect(movementOf(resources.balance_transaction)).toMatchObject({ kind: "charge", feeMinor: 0 });
    const account = { id: "acct_1", identity: { country: "us" } } as Stripe.V2.Core.Account;
    const seller = sellerOf({ account, balance: resources.balance, settings: balanceSettings(null) });
    expect(seller.balances).toStrictEqual([{ currency: "USD", availableMinor: 0, pendingMinor: 0 }]);
  });
});
