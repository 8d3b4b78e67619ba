import { expect, test } from "vitest";
import { newCheckout, openLab } from "../testing/lab.ts";

test("a coupon for one product takes nothing off another", async () => {
  await using lab = await openLab();
  const { stripe, fake } = lab;
  const mine = await stripe.products.create({ id: "listing_1", name: "flash-sale" });
  const other = await stripe.products.create({ id: "listing_2", name: "night-saver" });
  await expect(stripe.products.create({ id: "listing_1", name: "again" })).rejects.toMatchObject({
    code: "resource_already_exists",
  });
  const coupon = await stripe.coupons.create({
    id: "listing_1-20",
    percent_off: 20,
    applies_to: { products: [mine.id] },
  });
  const code = await stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "MINE20",
    expand: ["promotion.coupon.applies_to"],
  });
  expect(code.promotion.coupon).toMatchObject({ percent_off: 20, applies_to: { products: ["listing_1"] } });
  const line = (product: string) => ({ price_data: { currency: "eur", unit_amount: 1000, product }, quantity: 1 });
  const both = await newCheckout(stripe, { allow_promotion_codes: true, line_items: [line(mine.id), line(other.id)] });
  fake.control.pay(both.id, { promotionCode: "MINE20" });
  expect((await stripe.checkout.sessions.retrieve(both.id)).total_details?.amount_discount).toBe(200);
  const wrong = await newCheckout(stripe, { allow_promotion_codes: true, line_items: [line(other.id)] });
  const page = await fetch(wrong.url ?? "", {
    method: "POST",
    body: new URLSearchParams({ do: "update", code: "MINE20" }),
  });
  expect(await page.text()).toContain("This code is for something else.");
});

test("a movement shows what it came from, whatever that is", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  lab.fake.control.pay(session.id);
  const { data } = await lab.stripe.balanceTransactions.list({ expand: ["data.source", "data.source.transfer"] });
  expect(data[0]?.source).toMatchObject({ object: "charge", amount: 10_000 });
});
