import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { promotionOf } from "./promotion-of.ts";

describe("promotionOf", () => {
  it("reads a code with the percentage of its coupon", () => {
    expect(promotionOf(answers.promotionCode())).toStrictEqual({
      promotionId: "promo_1",
      code: "AUTUMN",
      percentOff: 25,
      listingId: "listing-1",
      active: true,
      redeemed: 2,
      mostRedemptions: 10,
      expiresAt: 1_793_000_000_000,
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["one whose coupon was not expanded", { promotion: { type: "coupon", coupon: "co_1" } }],
    ["one that takes off an amount", { promotion: { type: "coupon", coupon: { id: "co_1", percent_off: null } } }],
    ["one of no listing", { metadata: {} }],
  ])("refuses %s", (_, fields) => {
    expect(() => promotionOf(answers.promotionCode(fields))).toThrow(
      expect.objectContaining({ code: "answer-unreadable" }),
    );
  });
});
