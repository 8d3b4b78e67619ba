import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { minimumKey, minimumText, sellerOf } from "./seller-of.ts";

function seller(fields: Readonly<Record<string, unknown>> = {}, interval: string | null = "weekly") {
  return sellerOf({
    account: answers.account(fields),
    balance: answers.balance(),
    settings: answers.balanceSettings(interval),
  });
}

function capability(status: string) {
  return { recipient: { capabilities: { stripe_balance: { stripe_transfers: { status } } } } };
}

function asked(code: string, ...descriptions: string[]) {
  return {
    entries: descriptions.map((description) => ({
      description,
      awaiting_action_from: "user",
      requested_reasons: [{ code }],
    })),
  };
}

describe("sellerOf", () => {
  it("reads one that can be paid", () => {
    expect(seller()).toStrictEqual({
      accountId: "acct_1",
      tenantId: "tenant-1",
      country: "DE",
      status: "active",
      missing: [],
      payouts: { interval: "weekly", minimumMinor: {} },
      balances: [{ currency: "EUR", availableMinor: 5_000, pendingMinor: 700 }],
    });
  });

  it("calls onboarding what was never finished, and restricted what Stripe asks for afterwards", () => {
    const descriptions = ["identity.individual.date_of_birth", "configuration.recipient.default_outbound_destination"];
    const configuration = capability("restricted");
    const fresh = seller({ configuration, requirements: asked("routine_onboarding", ...descriptions) });
    expect(fresh).toMatchObject({ status: "onboarding", missing: ["A date of birth", "A bank account for payouts"] });
    const known = seller({ configuration, requirements: asked("routine_verification", ...descriptions) });
    expect(known.status).toBe("restricted");
  });

  it("calls restricted what Stripe rejected, does not support, or restricts and asks nothing for", () => {
    for (const status of ["rejected", "unsupported", "restricted"]) {
      expect(seller({ configuration: capability(status) }).status).toBe("restricted");
    }
    expect(seller({ configuration: capability("pending") }).status).toBe("onboarding");
  });

  it("lists what waits for the seller alone, each thing once", () => {
    const entries = [
      ...asked("routine_verification", "identity.individual.address.city", "identity.individual.address.line1").entries,
      { description: "identity.individual.documents", awaiting_action_from: "stripe", requested_reasons: [] },
      ...asked("routine_verification", "configuration.recipient.something_new").entries,
    ];
    expect(seller({ requirements: { entries } }).missing).toStrictEqual(["An address", "Something new"]);
  });

  it("knows one that is closed without its balance", () => {
    const account = answers.account({ closed: true, requirements: asked("routine_verification", "anything") });
    expect(sellerOf({ account, balance: null, settings: null })).toMatchObject({
      status: "closed",
      missing: [],
      balances: [],
    });
  });

  it("adds up what is held in each currency, below nothing too", () => {
    const balance = answers.balance({
      available: [
        { amount: -300, currency: "usd" },
        { amount: 1_000, currency: "jpy" },
      ],
      pending: [{ amount: 50, currency: "usd" }],
    });
    const state = sellerOf({ account: answers.account(), balance, settings: answers.balanceSettings(null) });
    expect(state.balances).toStrictEqual([
      { currency: "JPY", availableMinor: 1_000, pendingMinor: 0 },
      { currency: "USD", availableMinor: -300, pendingMinor: 50 },
    ]);
    expect(state.payouts.interval).toBe("manual");
  });

  it("reads the least payout back as it was said", () => {
    for (const minimumMinor of [{}, { EUR: 5_000 }, { EUR: 5_000, JPY: 10_000 }]) {
      const metadata = { [minimumKey]: minimumText(minimumMinor) };
      expect(seller({ metadata }).payouts.minimumMinor).toStrictEqual(minimumMinor);
    }
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["no country", { identity: {} }],
    ["a least payout that cannot be read", { metadata: { [minimumKey]: "5000 EUR" } }],
    ["a capability nobody knows", { configuration: capability("asleep") }],
  ])("refuses %s", (_, fields) => {
    expect(() => seller(fields)).toThrow(expect.objectContaining({ code: "answer-unreadable" }));
  });
});
