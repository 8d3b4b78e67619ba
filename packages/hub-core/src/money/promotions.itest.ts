import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, expectRefusal } from "../testing/test-hub.fixture.ts";
import { createPromotion, endPromotion, listPromotions } from "./promotions.ts";
import { checkoutOf, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

const personaId = "acme/surge-ready";
const offer = { personaId, code: "launch20", percentOff: 20, mostRedemptions: null, expiresAt: null };

describe("promotion codes", () => {
  let market: TestMarket;

  beforeAll(async () => {
    market = await startTestMarket();
  });
  afterAll(() => market[Symbol.asyncDispose]());

  it("createPromotion makes a code that takes its part off one payment, and each side bears its part of it", async () => {
    const { hub, seller, sql, fake } = market;
    const made = await createPromotion(hub.deps, seller, offer);
    expect(made).toMatchObject({ code: "LAUNCH20", percentOff: 20, active: true, redeemed: 0 });
    const buyer = await market.newBuyer();
    const { orderId } = await market.buy(buyer);
    fake.control.pay(await checkoutOf(sql, orderId), { promotionCode: "LAUNCH20" });
    await market.settle();
    const [payment] = await sql<{ amount: number; owed: number }[]>`
      select p.amount_minor::integer as amount, (-sum(l.amount_minor))::integer as owed from payments p
      join ledger_postings l on l.payment_id = p.payment_id and l.account = 'seller' where p.order_id = ${orderId} group by 1`;
    expect(payment).toMatchObject({ amount: 8_000, owed: 6_800 });
    expect(await listPromotions(hub.deps, seller, { personaId })).toMatchObject([{ redeemed: 1 }]);
  });

  it("endPromotion ends a code of one's own, and createPromotion refuses what others have or may not make", async () => {
    const { hub, seller } = market;
    const [known] = await listPromotions(hub.deps, seller, { personaId });
    const promotionId = known?.promotionId ?? "";
    await expectRefusal(createPromotion(hub.deps, seller, { ...offer, percentOff: 30 }), "refused", "code-taken");
    await expectRefusal(createPromotion(hub.deps, as(seller, "operator"), offer), "forbidden");
    const stranger = await market.newBuyer();
    await expectRefusal(listPromotions(hub.deps, stranger, { personaId }), "not-found");
    await expectRefusal(endPromotion(hub.deps, seller, { personaId, promotionId: "promo_none" }), "not-found");
    await expectRefusal(createPromotion(hub.deps, seller, { ...offer, code: "no spaces" }), "invalid-input", "code");
    expect(await endPromotion(hub.deps, seller, { personaId, promotionId })).toMatchObject({ active: false });
  });
});
