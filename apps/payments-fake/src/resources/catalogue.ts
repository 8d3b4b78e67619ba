import { z } from "zod";
import { invalidRequest } from "../http/api-error.ts";
import {
  bool,
  clearable,
  currency,
  decimal,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Route } from "../http/route.ts";
import {
  coupon as couponShape,
  price as priceShape,
  product as productShape,
  promotionCode as promotionShape,
  promotionIsActive,
} from "../shapes/catalogue.ts";
import { emit } from "../events/emit.ts";
import { newId, randomText } from "../state/ids.ts";
import { createPrice, createProduct, priceFields, productData } from "./prices.ts";

const createProductParams = z.strictObject({
  ...expandable,
  ...productData.shape,
  active: bool.optional(),
  id: word.optional(),
});
const createPriceParams = z.strictObject({
  ...expandable,
  ...priceFields,
  product_data: productData.optional(),
  nickname: text.optional(),
  lookup_key: text.optional(),
  metadata: metadata.optional(),
});
const createCoupon = z.strictObject({
  ...expandable,
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/u)
    .optional(),
  name: z.string().max(40).optional(),
  percent_off: decimal.optional(),
  applies_to: z.strictObject({ products: z.array(word).min(1) }).optional(),
  amount_off: positive.optional(),
  currency: currency.optional(),
  duration: z.enum(["forever", "once", "repeating"]).optional(),
  duration_in_months: int.optional(),
  max_redemptions: positive.optional(),
  redeem_by: int.optional(),
  metadata: metadata.optional(),
});
const createPromotion = z.strictObject({
  ...expandable,
  promotion: z.strictObject({ type: z.literal("coupon"), coupon: word }),
  code: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,50}$/u)
    .optional(),
  active: bool.optional(),
  customer: word.optional(),
  expires_at: int.optional(),
  max_redemptions: positive.optional(),
  metadata: metadata.optional(),
  restrictions: z
    .strictObject({
      first_time_transaction: bool.optional(),
      minimum_amount: positive.optional(),
      minimum_amount_currency: currency.optional(),
    })
    .optional(),
});
const updatePromotion = z.strictObject({ ...expandable, active: bool.optional(), metadata: metadata.optional() });
const listPromotions = z.strictObject({
  ...paged,
  active: bool.optional(),
  code: text.optional(),
  coupon: word.optional(),
  customer: word.optional(),
});

const goods: readonly Route[] = [
  route("POST", "/v1/products", createProductParams, (call) => productShape(createProduct(call.world, call.params))),
  route("GET", "/v1/products", z.strictObject({ ...paged, active: bool.optional() }), (call) =>
    listOf({
      call,
      table: call.world.tables.products,
      url: "/v1/products",
      shape: productShape,
      matches: (row) => call.params.active === undefined || row.active === call.params.active,
    }),
  ),
  route("GET", "/v1/products/:id", onlyExpand, (call) =>
    productShape(found(call, call.world.tables.products, "product", call.id)),
  ),
  route(
    "POST",
    "/v1/products/:id",
    z.strictObject({
      ...expandable,
      active: bool.optional(),
      name: word.optional(),
      description: clearable.optional(),
      metadata: metadata.optional(),
    }),
    (call) => {
      const before = found(call, call.world.tables.products, "product", call.id);
      const { active, name, description } = call.params;
      const row = call.world.tables.products.put({
        ...before,
        ...(active === undefined ? {} : { active }),
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        metadata: mergeMetadata(before.metadata, call.params.metadata),
      });
      emit(call.world, { type: "product.updated", object: productShape(row) });
      return productShape(row);
    },
  ),
  route("POST", "/v1/prices", createPriceParams, (call) => {
    const row = createPrice(call.world, call, call.params, "");
    return priceShape(
      call.world.tables.prices.put({
        ...row,
        nickname: call.params.nickname ?? null,
        lookupKey: call.params.lookup_key ?? null,
        metadata: mergeMetadata({}, call.params.metadata),
      }),
    );
  }),
  route("GET", "/v1/prices", z.strictObject({ ...paged, active: bool.optional(), product: word.optional() }), (call) =>
    listOf({
      call,
      table: call.world.tables.prices,
      url: "/v1/prices",
      shape: priceShape,
      where: { product: call.params.product },
      matches: (row) => call.params.active === undefined || row.active === call.params.active,
    }),
  ),
  route("GET", "/v1/prices/:id", onlyExpand, (call) =>
    priceShape(found(call, call.world.tables.prices, "price", call.id)),
  ),
];

const reductions: readonly Route[] = [
  route("POST", "/v1/coupons", createCoupon, (call) => {
    const { world, params } = call;
    if ((params.percent_off === undefined) === (params.amount_off === undefined)) {
      throw invalidRequest(
        "You must pass exactly one of `percent_off` and `amount_off`.",
        "parameter_missing",
        "percent_off",
      );
    }
    if (params.percent_off !== undefined && (params.percent_off <= 0 || params.percent_off > 100)) {
      throw invalidRequest(
        "Invalid percent_off: must be greater than 0 and at most 100",
        "parameter_invalid",
        "percent_off",
      );
    }
    if (params.amount_off !== undefined && params.currency === undefined)
      throw invalidRequest("You must pass currency when passing amount_off", "parameter_missing", "currency");
    if (params.duration === "repeating" && params.duration_in_months === undefined)
      throw invalidRequest("Missing required param: duration_in_months.", "parameter_missing", "duration_in_months");
    const id = params.id ?? randomText(8);
    if (world.tables.coupons.get(id) !== undefined)
      throw invalidRequest("Coupon already exists.", "resource_already_exists", "id");
    const products = params.applies_to?.products;
    for (const product of products ?? [])
      found(call, world.tables.products, "product", product, "applies_to[products]");
    const row = world.tables.coupons.put({
      id,
      ...(products === undefined ? {} : { products }),
      created: world.now(),
      name: params.name ?? null,
      percentOff: params.percent_off ?? null,
      amountOff: params.amount_off ?? null,
      currency: params.amount_off === undefined ? null : (params.currency ?? null),
      duration: params.duration ?? "once",
      months: params.duration_in_months ?? null,
      maxRedemptions: params.max_redemptions ?? null,
      redeemBy: params.redeem_by ?? null,
      timesRedeemed: 0,
      metadata: mergeMetadata({}, params.metadata),
    });
    emit(world, { type: "coupon.created", object: couponShape(row, world) });
    return couponShape(row, world);
  }),
  route("GET", "/v1/coupons", z.strictObject(paged), (call) =>
    listOf({
      call,
      table: call.world.tables.coupons,
      url: "/v1/coupons",
      shape: (row) => couponShape(row, call.world),
    }),
  ),
  route("GET", "/v1/coupons/:id", onlyExpand, (call) =>
    couponShape(found(call, call.world.tables.coupons, "coupon", call.id), call.world),
  ),
  route("DELETE", "/v1/coupons/:id", z.strictObject({}), (call) => {
    const row = found(call, call.world.tables.coupons, "coupon", call.id);
    call.world.tables.coupons.remove(row.id);
    emit(call.world, { type: "coupon.deleted", object: couponShape(row, call.world) });
    return { id: row.id, object: "coupon", deleted: true };
  }),
  route("POST", "/v1/promotion_codes", createPromotion, (call) => {
    const { world, params } = call;
    const coupon = found(call, world.tables.coupons, "coupon", params.promotion.coupon, "promotion[coupon]");
    const code = params.code ?? randomText(8).toUpperCase();
    const taken = world.tables.promotionCodes.list({
      limit: 1,
      matches: (row) => row.code.toLowerCase() === code.toLowerCase() && promotionIsActive(row, world),
    });
    if (taken.rows.length > 0)
      throw invalidRequest(
        `An active promotion code with \`code: ${code}\` already exists.`,
        "resource_already_exists",
        "code",
      );
    const { restrictions } = params;
    const minimum = restrictions?.minimum_amount;
    const row = world.tables.promotionCodes.put({
      id: newId("promo"),
      created: world.now(),
      code,
      coupon: coupon.id,
      active: params.active ?? true,
      customer: params.customer ?? null,
      expiresAt: params.expires_at ?? null,
      maxRedemptions: params.max_redemptions ?? null,
      timesRedeemed: 0,
      firstTime: restrictions?.first_time_transaction ?? false,
      minimum:
        minimum === undefined ? null : { amount: minimum, currency: restrictions?.minimum_amount_currency ?? "eur" },
      metadata: mergeMetadata({}, params.metadata),
    });
    emit(world, { type: "promotion_code.created", object: promotionShape(row, world) });
    return promotionShape(row, world);
  }),
  route("GET", "/v1/promotion_codes", listPromotions, (call) => {
    const { params, world } = call;
    return listOf({
      call,
      table: world.tables.promotionCodes,
      url: "/v1/promotion_codes",
      shape: (row) => promotionShape(row, world),
      where: { coupon: params.coupon, code: params.code },
      matches: (row) =>
        (params.active === undefined || promotionIsActive(row, world) === params.active) &&
        (params.customer === undefined || row.customer === params.customer),
    });
  }),
  route("GET", "/v1/promotion_codes/:id", onlyExpand, (call) =>
    promotionShape(found(call, call.world.tables.promotionCodes, "promotion code", call.id), call.world),
  ),
  route("POST", "/v1/promotion_codes/:id", updatePromotion, (call) => {
    const before = found(call, call.world.tables.promotionCodes, "promotion code", call.id);
    const row = call.world.tables.promotionCodes.put({
      ...before,
      active: call.params.active ?? before.active,
      metadata: mergeMetadata(before.metadata, call.params.metadata),
    });
    emit(call.world, { type: "promotion_code.updated", object: promotionShape(row, call.world) });
    return promotionShape(row, call.world);
  }),
];

export const catalogueRoutes: readonly Route[] = [...goods, ...reductions];
