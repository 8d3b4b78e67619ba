import { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import type { PaymentGateway } from "../payment-gateway.ts";
import { everyOf } from "./answer.ts";
import { ensureProduct, findProduct, isStripeCode, productId } from "./listing-product.ts";
import { promotionOf } from "./promotion-of.ts";
import { keyed, pageSize, wasReplayed } from "./stripe-client.ts";

type Methods = Pick<PaymentGateway, "createPromotion" | "listPromotions" | "endPromotion">;
type Request = Parameters<PaymentGateway["createPromotion"]>[0];

const expand = ["promotion.coupon"];
const mark = "percent_off_";
// A product has room for fifty notes; each percentage that was ever given off a listing takes one.
const mostPercentages = 40;

/**
 * Promotion codes of a listing. A percentage off a listing is one coupon, bound to the listing's product, under an id that follows
 * from both; the codes hang on it. Stripe lists codes by coupon and not by product, so the product notes its percentages.
 */
export function stripePromotions(stripe: Stripe): Methods {
  const retrieve = (promotionId: string) => stripe.promotionCodes.retrieve(promotionId, { expand });
  return {
    async createPromotion(request) {
      const coupon = await ensureCoupon(stripe, request);
      const promotion = await createCode(stripe, request, coupon);
      return promotionOf(wasReplayed(promotion) ? await retrieve(promotion.id) : promotion);
    },
    async listPromotions(listingId) {
      const product = await findProduct(stripe, listingId);
      if (product === null) return [];
      const lists = percentagesOf(product).map((percentOff) =>
        everyOf(
          stripe.promotionCodes.list({
            coupon: couponId(listingId, percentOff),
            limit: pageSize,
            expand: ["data.promotion.coupon"],
          }),
        ),
      );
      const codes = (await Promise.all(lists)).flat();
      return codes.toSorted((one, other) => other.created - one.created).map(promotionOf);
    },
    async endPromotion({ key, promotionId }) {
      return promotionOf(await stripe.promotionCodes.update(promotionId, { active: false, expand }, keyed(key, "end")));
    },
  };
}

function couponId(listingId: string, percentOff: string): string {
  return `${productId(listingId)}_${percentOff}`;
}

function percentagesOf(product: Stripe.Product): readonly string[] {
  return Object.keys(product.metadata).flatMap((name) => (name.startsWith(mark) ? [name.slice(mark.length)] : []));
}

async function ensureCoupon(stripe: Stripe, { key, listingId, title, percentOff }: Request): Promise<string> {
  if (!Number.isInteger(percentOff) || percentOff < 1 || percentOff > 100) {
    throw new PaymentError("refused", "A promotion takes off 1 to 100 percent, in whole percent.");
  }
  const product = await ensureProduct(stripe, { key, listingId, title });
  const percent = String(percentOff);
  const known = percentagesOf(product);
  const id = couponId(listingId, percent);
  if (known.includes(percent)) return id;
  if (known.length >= mostPercentages) {
    throw new PaymentError(
      "refused",
      "This listing had as many different percentages as it can have. Use one of them again.",
    );
  }
  try {
    await stripe.coupons.create(
      {
        id,
        percent_off: percentOff,
        duration: "once",
        applies_to: { products: [product.id] },
        name: `${percent} % off`,
      },
      keyed(key, "coupon"),
    );
  } catch (error) {
    if (!isStripeCode(error, "resource_already_exists")) throw error;
  }
  await stripe.products.update(product.id, { metadata: { [`${mark}${percent}`]: "yes" } }, keyed(key, "percentage"));
  return id;
}

async function createCode(
  stripe: Stripe,
  { key, code, listingId, sellerTenantId, mostRedemptions, expiresAt }: Request,
  coupon: string,
): Promise<Stripe.Response<Stripe.PromotionCode>> {
  try {
    return await stripe.promotionCodes.create(
      {
        promotion: { type: "coupon", coupon },
        code,
        metadata: { listing_id: listingId, tenant_id: sellerTenantId },
        ...(mostRedemptions === null ? {} : { max_redemptions: mostRedemptions }),
        ...(expiresAt === null ? {} : { expires_at: Math.floor(expiresAt / 1000) }),
        expand,
      },
      keyed(key, "code"),
    );
  } catch (error) {
    // Stripe gives this refusal no code of its own.
    if (error instanceof Stripe.errors.StripeInvalidRequestError && (await isTaken(stripe, code))) {
      throw new PaymentError("code-taken", "Another promotion has this code. Choose a different one.", {
        cause: error,
      });
    }
    throw error;
  }
}

async function isTaken(stripe: Stripe, code: string): Promise<boolean> {
  const { data } = await stripe.promotionCodes.list({ code, active: true, limit: 1 });
  return data.length > 0;
}
