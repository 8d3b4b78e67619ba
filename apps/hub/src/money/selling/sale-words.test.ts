import { expect, test } from "vitest";
import { leftOf, saleStanding } from "./sale-words.ts";

const sale = { status: "succeeded", amountMinor: 4_900, refundedMinor: 0, maturesAt: 100, disputed: null } as const;

test.each([
  [{}, 50, "Can be asked back"],
  [{}, 100, "Yours"],
  [{ refundedMinor: 4_900 }, 50, "Refunded"],
  [{ refundedMinor: 900 }, 200, "Yours"],
  [{ disputed: "open" as const }, 200, "Disputed"],
  [{ disputed: "lost" as const }, 200, "Lost"],
  [{ disputed: "won" as const }, 200, "Yours"],
  [{ status: "pending" as const }, 50, "On its way"],
  [{ status: "failed" as const }, 50, "Failed"],
])("saleStanding of a sale with %j at %i is %s", (change, now, word) => {
  expect(saleStanding({ ...sale, ...change }, now).word).toBe(word);
});

test("leftOf never gives back what a bank decides about, nor more than is left", () => {
  expect(leftOf(sale)).toBe(4_900);
  expect(leftOf({ ...sale, refundedMinor: 900 })).toBe(4_000);
  expect(leftOf({ ...sale, disputed: "open" })).toBe(0);
  expect(leftOf({ ...sale, disputed: "lost" })).toBe(0);
  expect(leftOf({ ...sale, disputed: "won" })).toBe(4_900);
  expect(leftOf({ ...sale, status: "failed" })).toBe(0);
});
