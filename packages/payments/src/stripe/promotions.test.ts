import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { ids, localStripe, pageFor, refusal, table } from "./local-stripe.fixture.ts";

const product = { id: "listing_listing-1", name: "Surge ready", active: true, metadata: {} };

describe("stripePromotions", () => {
  const request = {
    key: "promotion-1",
    code: "AUTUMN",
    percentOff: 25,
    sellerTenantId: "tenant-1",
    listingId: "listing-1",
    title: "Surge ready",
    mostRedemptions: 10,
    expiresAt: null,
  };

  it("binds a code to the product of its listing, each step with a key of its own", async () => {
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": { body: product },
        "POST /v1/coupons": { body: {} },
        "POST /v1/products/listing_listing-1": { body: product },
        "POST /v1/promotion_codes": { body: answers.promotionCode() },
      }),
    );
    expect(await local.gateway.createPromotion(request)).toMatchObject({ code: "AUTUMN", percentOff: 25 });
    const changes = local.asked.filter((asked) => asked.method === "POST");
    expect(changes.map((asked) => asked.key)).toStrictEqual([
      "promotion-1:coupon",
      "promotion-1:percentage",
      "promotion-1:code",
    ]);
    expect(Object.fromEntries(changes[0]?.form ?? [])).toMatchObject({
      id: "listing_listing-1_25",
      percent_off: "25",
      duration: "once",
      "applies_to[products][0]": "listing_listing-1",
    });
  });

  it("uses the coupon again that was made before its percentage was noted", async () => {
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": { body: product },
        "POST /v1/coupons": refusal(400, { code: "resource_already_exists" }),
        "POST /v1/products/listing_listing-1": { body: product },
        "POST /v1/promotion_codes": { body: answers.promotionCode() },
      }),
    );
    expect(await local.gateway.createPromotion(request)).toMatchObject({ code: "AUTUMN" });
  });

  it("says that a code is taken, which Stripe has no code for", async () => {
    const marked = { ...product, metadata: { percent_off_25: "yes" } };
    await using local = await localStripe((asked) =>
      table({
        "GET /v1/products/listing_listing-1": { body: marked },
        "POST /v1/promotion_codes": refusal(400, {}),
        "GET /v1/promotion_codes": pageFor(asked, [answers.promotionCode({ id: "promo_of_another" })]),
      })(asked),
    );
    await expect(local.gateway.createPromotion(request)).rejects.toMatchObject({ code: "code-taken" });
  });

  it("lists the codes of a listing by the percentages it notes, newest first", async () => {
    const marked = { ...product, metadata: { percent_off_10: "yes", percent_off_25: "yes", other: "note" } };
    await using local = await localStripe((asked) => {
      if (asked.path !== "/v1/promotion_codes") return { body: marked };
      const of25 = asked.query.get("coupon") === "listing_listing-1_25";
      const codes = of25
        ? ids("promo", 130).map(({ id }, index) => answers.promotionCode({ id, created: 1_000 - index }))
        : [answers.promotionCode({ id: "promo_newest", created: 2_000 })];
      return pageFor(asked, codes);
    });
    const promotions = await local.gateway.listPromotions("listing-1");
    expect(promotions).toHaveLength(131);
    expect(promotions[0]?.promotionId).toBe("promo_newest");
  });

  it("knows no promotions of a listing that was never sold", async () => {
    await using local = await localStripe(
      table({ "GET /v1/products/listing_listing-1": refusal(404, { code: "resource_missing" }) }),
    );
    expect(await local.gateway.listPromotions("listing-1")).toStrictEqual([]);
  });

  it.each([0, 101, 12.5])("takes %d percent off nothing", async (percentOff) => {
    await using local = await localStripe(table({}));
    const refused = local.gateway.createPromotion({ ...request, percentOff });
    await expect(refused).rejects.toMatchObject({ code: "refused" });
  });
});
