import type { Stripe } from "stripe";
import type { CouponRow, CustomerRow, PriceRow, ProductRow, PromotionCodeRow } from "../state/rows.ts";
import type { DiscountRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { NO_ADDRESS } from "./payment.ts";
import { wholeList, type Wire } from "./wire.ts";

export function customer(row: CustomerRow): Wire<Stripe.Customer> {
  return {
    id: row.id,
    object: "customer",
    address: row.country === null ? null : { ...NO_ADDRESS, country: row.country },
    balance: row.balance,
    created: row.created,
    currency: row.currency,
    customer_account: null,
    default_source: null,
    delinquent: row.delinquent,
    description: row.description,
    discount: null,
    email: row.email,
    invoice_prefix: row.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: row.paymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: row.metadata,
    name: row.name,
    next_invoice_sequence: row.nextInvoice,
    phone: row.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: row.taxExempt,
    test_clock: row.testClock,
  };
}

export function taxId(row: CustomerRow): Wire<Stripe.TaxId> | null {
  if (row.taxId === null) return null;
  return {
    id: row.taxId.id,
    object: "tax_id",
    country: row.country,
    created: row.created,
    customer: row.id,
    customer_account: null,
    livemode: false,
    owner: { customer: row.id, type: "customer", customer_account: null },
    type: row.taxId.type,
    value: row.taxId.value,
    verification: { status: "unavailable", verified_address: null, verified_name: null },
  };
}

export function customerTaxIds(row: CustomerRow): unknown {
  const id = taxId(row);
  return wholeList(`/v1/customers/${row.id}/tax_ids`, id === null ? [] : [id]);
}

export function product(row: ProductRow): Wire<Stripe.Product> {
  return {
    id: row.id,
    object: "product",
    active: row.active,
    created: row.created,
    default_price: null,
    description: row.description,
    images: [...row.images],
    livemode: false,
    marketing_features: [],
    metadata: row.metadata,
    name: row.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: row.taxCode,
    tax_details: null,
    type: "service",
    unit_label: row.unitLabel,
    updated: row.created,
    url: null,
  };
}

export function price(row: PriceRow): Wire<Stripe.Price> {
  return {
    id: row.id,
    object: "price",
    active: row.active,
    billing_scheme: "per_unit",
    created: row.created,
    currency: row.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: row.lookupKey,
    metadata: row.metadata,
    nickname: row.nickname,
    product: row.product,
    recurring:
      row.recurring === null
        ? null
        : {
            interval: row.recurring.interval,
            interval_count: row.recurring.count,
            meter: null,
            trial_period_days: null,
            usage_type: "licensed",
          },
    tax_behavior: row.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: row.recurring === null ? "one_time" : "recurring",
    unit_amount: row.unitAmount,
    unit_amount_decimal: String(row.unitAmount),
  };
}

/** The old name of a recurring price, which subscription items still carry. */
export function plan(row: PriceRow): Wire<Stripe.Plan> {
  return {
    id: row.id,
    object: "plan",
    active: row.active,
    amount: row.unitAmount,
    amount_decimal: String(row.unitAmount),
    billing_scheme: "per_unit",
    created: row.created,
    currency: row.currency,
    interval: row.recurring?.interval ?? "month",
    interval_count: row.recurring?.count ?? 1,
    livemode: false,
    metadata: row.metadata,
    meter: null,
    nickname: row.nickname,
    product: row.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

export function coupon(row: CouponRow, world: World): Wire<Stripe.Coupon> {
  return {
    id: row.id,
    object: "coupon",
    amount_off: row.amountOff,
    created: row.created,
    currency: row.currency,
    duration: row.duration,
    duration_in_months: row.months,
    livemode: false,
    max_redemptions: row.maxRedemptions,
    metadata: row.metadata,
    name: row.name,
    percent_off: row.percentOff,
    redeem_by: row.redeemBy,
    times_redeemed: row.timesRedeemed,
    valid: couponIsValid(row, world.now()),
  };
}

export function couponIsValid(row: CouponRow, now: number): boolean {
  if (row.redeemBy !== null && row.redeemBy <= now) return false;
  return row.maxRedemptions === null || row.timesRedeemed < row.maxRedemptions;
}

export function promotionCode(row: PromotionCodeRow, world: World): Wire<Stripe.PromotionCode> {
  return {
    id: row.id,
    object: "promotion_code",
    active: promotionIsActive(row, world),
    code: row.code,
    created: row.created,
    customer: row.customer,
    customer_account: null,
    expires_at: row.expiresAt,
    livemode: false,
    max_redemptions: row.maxRedemptions,
    metadata: row.metadata,
    promotion: { coupon: row.coupon, type: "coupon" },
    restrictions: {
      first_time_transaction: row.firstTime,
      minimum_amount: row.minimum?.amount ?? null,
      minimum_amount_currency: row.minimum?.currency ?? null,
    },
    times_redeemed: row.timesRedeemed,
  };
}

/** What comes with a coupon only when it is asked for. */
export function couponAppliesTo(row: CouponRow): { readonly products: readonly string[] } | null {
  return row.products === undefined ? null : { products: [...row.products] };
}

/** A code stops by itself: past its date, used up, or with its coupon. */
export function promotionIsActive(row: PromotionCodeRow, world: World): boolean {
  const now = world.now();
  if (!row.active || (row.expiresAt !== null && row.expiresAt <= now)) return false;
  if (row.maxRedemptions !== null && row.timesRedeemed >= row.maxRedemptions) return false;
  const behind = world.tables.coupons.get(row.coupon);
  return behind !== undefined && couponIsValid(behind, now);
}

export function discount(row: DiscountRow): Wire<Stripe.Discount> {
  return {
    id: row.id,
    object: "discount",
    checkout_session: row.session,
    customer: row.customer,
    customer_account: null,
    end: row.end,
    invoice: row.invoice,
    invoice_item: null,
    promotion_code: row.promotionCode,
    source: { coupon: row.coupon, type: "coupon" },
    start: row.created,
    subscription: row.subscription,
    subscription_item: null,
  };
}
