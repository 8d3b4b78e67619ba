import type { LedgerLine } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { lineWords } from "./ledger-words.ts";

const line: LedgerLine = {
  entryId: 1,
  at: 0,
  bookedAt: 0,
  kind: "payment",
  paymentId: "ch_1",
  title: "Flash sale",
  personaId: "acme/flash-sale",
  amountMinor: 3_500,
  currency: "EUR",
  parts: { paidMinor: 4_900, taxMinor: 782, commissionMinor: 618 },
  balanceMinor: 3_500,
};

test("lineWords show how a seller's share of a sale comes about", () => {
  expect(lineWords(line)).toEqual({
    says: "Sale of Flash sale",
    how: "49.00 EUR paid − 7.82 EUR tax − 6.18 EUR commission",
  });
  const untaxed = { ...line, parts: { paidMinor: 4_900, taxMinor: 0, commissionMinor: 735 } };
  expect(lineWords(untaxed).how).toBe("49.00 EUR paid − 7.35 EUR commission");
});

test("lineWords say so where a sale was booked anew", () => {
  expect(lineWords({ ...line, parts: null }).how).toMatch(/^Corrected/);
});

test.each(["refund", "dispute-opened", "dispute-won", "dispute-lost", "transfer", "transfer-reversed", "write-off"])(
  "lineWords explain a line of kind %s",
  (kind) => {
    const { says, how } = lineWords({ ...line, kind, parts: null });
    expect(how.length).toBeGreaterThan(20);
    if (kind !== "write-off") expect(says).toContain("Flash sale");
  },
);

test("lineWords leave no kind without words, known or not", () => {
  expect(lineWords({ ...line, kind: "some-new-kind", title: null, parts: null }).says).toBe("Some new kind");
});
