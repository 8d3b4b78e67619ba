import type { Stripe } from "stripe";
import type { PromotionState } from "../payment-states.ts";
import { expanded, minorOf, timeOrNull, unreadable } from "./answer.ts";

/** A promotion code with its coupon expanded. */
export function promotionOf(promotion: Stripe.PromotionCode): PromotionState {
  const coupon = expanded(promotion.promotion.coupon, "the coupon of a promotion code");
  const listingId = promotion.metadata?.["listing_id"];
  if (typeof coupon?.percent_off !== "number") throw unreadable("a promotion code takes off no percentage");
  if (listingId === undefined) throw unreadable("a promotion code belongs to no listing");
  return {
    promotionId: promotion.id,
    code: promotion.code,
    percentOff: coupon.percent_off,
    listingId,
    active: promotion.active,
    redeemed: minorOf(promotion.times_redeemed, "how often a code was redeemed"),
    mostRedemptions: promotion.max_redemptions,
    expiresAt: timeOrNull(promotion.expires_at, "when a code expires"),
  };
}
