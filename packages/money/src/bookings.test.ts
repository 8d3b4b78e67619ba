import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bookingsOf } from "./bookings.ts";
import type { PaymentFacts } from "./bookings.ts";
import { difference, sumsOf } from "./ledger-entry.ts";
import type { LedgerAccount, Posting } from "./ledger-entry.ts";

const price = fc.record({
  amountMinor: fc.integer({ min: 1, max: 50_000_000 }),
  taxShare: fc.double({ min: 0, max: 0.25, noNaN: true }),
  rate: fc.constantFrom(1, 1, 0.0061, 161.3),
  cuts: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 5 }),
});

const facts = price.map(({ amountMinor, taxShare, rate, cuts }): PaymentFacts => {
  const settled = Math.max(1, Math.round(amountMinor * rate));
  let left = settled;
  const refunds = cuts.map((cut, index) => {
    const part = Math.floor(left * cut);
    left -= part;
    return { id: `re_${index}`, at: index, movements: [{ amountMinor: -part, feeMinor: 0, currency: "EUR" }] };
  });
  return {
    paymentId: "ch_1",
    at: 0,
    amountMinor,
    taxMinor: Math.floor(amountMinor * taxShare),
    basisPoints: 1_500,
    movement: { amountMinor: settled, feeMinor: 25, currency: "EUR" },
    refunds,
    disputes: [],
    transfers: [],
  };
});

const postingsOf = (all: PaymentFacts): readonly Posting[] => bookingsOf(all).flatMap(({ postings }) => postings);
const balance = (all: PaymentFacts, account: LedgerAccount): number =>
  postingsOf(all).reduce((sum, posting) => (posting.account === account ? sum + posting.amountMinor : sum), 0);

test("bookingsOf balances every entry in every currency", () => {
  fc.assert(
    fc.property(facts, (all) => {
      for (const { postings } of bookingsOf(all))
        expect([...sumsOf(postings).values()].every((sum) => sum === 0)).toBe(true);
    }),
  );
});

test("bookingsOf leaves nothing but the fees of a payment that was given back in any number of parts", () => {
  fc.assert(
    fc.property(facts, (all) => {
      const settled = all.movement?.amountMinor ?? 0;
      const gone = all.refunds.reduce((sum, { movements: [moved] }) => sum - (moved?.amountMinor ?? 0), 0);
      const rest = {
        id: "re_last",
        at: 99,
        movements: [{ amountMinor: gone - settled, feeMinor: 0, currency: "EUR" }],
      };
      const whole = { ...all, refunds: [...all.refunds, rest] };
      for (const account of ["seller", "tax", "commission"] as const) expect(balance(whole, account)).toBe(0);
      expect([balance(whole, "processor"), balance(whole, "processing-fees")]).toEqual([-25, 25]);
    }),
  );
});

const paid: PaymentFacts = {
  paymentId: "ch_1",
  at: 1,
  amountMinor: 11_900,
  taxMinor: 1_900,
  basisPoints: 1_500,
  movement: { amountMinor: 11_900, feeMinor: 204, currency: "EUR" },
  refunds: [],
  disputes: [],
  transfers: [],
};

test("bookingsOf splits a payment into tax, commission and the seller's share", () => {
  const accounts = ["processor", "processing-fees", "tax", "commission", "seller"] as const;
  expect(accounts.map((account) => balance(paid, account))).toEqual([11_696, 204, -1_900, -1_500, -8_500]);
});

test("bookingsOf holds money apart while it is disputed, gives it back when that is won, and takes it from everybody when it is lost", () => {
  const taken = { amountMinor: -11_900, feeMinor: 1_500, currency: "EUR" };
  const back = { amountMinor: 11_900, feeMinor: 0, currency: "EUR" };
  const dispute = { id: "dp_1", at: 2 };
  const open = { ...paid, disputes: [{ ...dispute, outcome: "open" as const, movements: [taken] }] };
  const won = { ...paid, disputes: [{ ...dispute, outcome: "won" as const, movements: [taken, back] }] };
  const lost = { ...paid, disputes: [{ ...dispute, outcome: "lost" as const, movements: [taken] }] };
  expect([balance(open, "disputed"), balance(open, "seller")]).toEqual([11_900, -8_500]);
  expect([balance(won, "disputed"), balance(won, "seller")]).toEqual([0, -8_500]);
  expect([balance(lost, "disputed"), balance(lost, "seller"), balance(lost, "tax")]).toEqual([0, 0, 0]);
});

test("bookingsOf takes back a refund that failed", () => {
  const movements = [-5_000, 5_000].map((amountMinor) => ({ amountMinor, feeMinor: 0, currency: "EUR" }));
  const failed = { ...paid, refunds: [{ id: "re_1", at: 2, movements }] };
  expect(balance(failed, "seller")).toBe(-8_500);
});

test("bookingsOf moves what was transferred from what is owed, and back when it is reversed", () => {
  const movement = (amountMinor: number) => ({ amountMinor, feeMinor: 0, currency: "EUR" });
  const reversals = [{ id: "trr_1", at: 4, movement: movement(3_000) }];
  const all = { ...paid, transfers: [{ id: "tr_1", at: 3, movement: movement(-8_500), reversals }] };
  expect(balance(all, "seller")).toBe(-3_000);
});

test("bookingsOf books nothing before money has reached the balance", () => {
  expect(bookingsOf({ ...paid, movement: null })).toEqual([]);
});

test("difference leads from what is held to what is wanted", () => {
  fc.assert(
    fc.property(facts, facts, (before, after) => {
      const step = difference(postingsOf(after), postingsOf(before));
      expect(difference(postingsOf(after), [...postingsOf(before), ...step])).toEqual([]);
      expect([...sumsOf(step).values()].every((sum) => sum === 0)).toBe(true);
    }),
  );
});
