import { describe, expect, it } from "vitest";
import { parseReviewsQuery, reviewsHref } from "./reviews-query.ts";

describe("parseReviewsQuery and reviewsHref", () => {
  it("are each other's way back, and leave out what makes no sense", () => {
    const query = { stars: 4, withEffect: true, page: 3 };
    const { searchParams } = new URL(reviewsHref("/store/a/b/reviews", query, { page: 3 }), "http://hub");
    expect(parseReviewsQuery(Object.fromEntries(searchParams))).toEqual(query);
    const nonsense = { stars: "9", effect: "x", reviews: "-1" };
    expect(parseReviewsQuery(nonsense)).toEqual({ stars: null, withEffect: false, page: 1 });
    expect(reviewsHref("/p", query, { stars: null, withEffect: false })).toBe("/p");
  });
});
