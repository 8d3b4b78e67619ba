import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { amount, bool, currency, mergeMetadata, metadata, positive, text, webUrl, word } from "../http/params.ts";
import { found, type Call } from "../http/route.ts";
import { price as priceShape, product as productShape } from "../shapes/catalogue.ts";
import { newId } from "../state/ids.ts";
import type { PriceRow, ProductRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";

export const productData = z.strictObject({
  name: word,
  description: text.optional(),
  images: z.array(webUrl).max(8).optional(),
  metadata: metadata.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
});

const recurring = z.strictObject({
  interval: z.enum(["day", "week", "month", "year"]),
  interval_count: positive.optional(),
  usage_type: z.literal("licensed").optional(),
});

export const priceFields = {
  currency,
  product: word.optional(),
  recurring: recurring.optional(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
  unit_amount: amount,
  active: bool.optional(),
};

export const priceData = z.strictObject({ ...priceFields, product_data: productData.optional() });
export type PriceData = z.infer<typeof priceData>;

export function createProduct(
  world: World,
  given: z.infer<typeof productData> & { readonly id?: string | undefined; readonly active?: boolean | undefined },
): ProductRow {
  if (given.id !== undefined && world.tables.products.get(given.id) !== undefined) {
    throw invalidRequest("Product already exists.", "resource_already_exists", "id");
  }
  const row = world.tables.products.put({
    id: given.id ?? newId("prod"),
    created: world.now(),
    name: given.name,
    description: given.description ?? null,
    active: given.active ?? true,
    taxCode: given.tax_code ?? null,
    unitLabel: given.unit_label ?? null,
    images: given.images ?? [],
    metadata: mergeMetadata({}, given.metadata),
  });
  emit(world, { type: "product.created", object: productShape(row) });
  return row;
}

/** A price as it was described, with its product where that is described too. `at` is where the parameters stand. */
export function createPrice(
  world: World,
  call: Pick<Call<unknown>, "account">,
  given: PriceData,
  at: string,
): PriceRow {
  const product = productOf(world, call, given, at);
  const row = world.tables.prices.put({
    id: newId("price"),
    created: world.now(),
    product: product.id,
    active: true,
    currency: given.currency,
    unitAmount: given.unit_amount,
    recurring:
      given.recurring === undefined
        ? null
        : { interval: given.recurring.interval, count: given.recurring.interval_count ?? 1 },
    taxBehavior: given.tax_behavior ?? "unspecified",
    nickname: null,
    lookupKey: null,
    metadata: {},
  });
  emit(world, { type: "price.created", object: priceShape(row) });
  return row;
}

function productOf(world: World, call: Pick<Call<unknown>, "account">, given: PriceData, at: string): ProductRow {
  if (given.product !== undefined)
    return found(call, world.tables.products, "product", given.product, at === "" ? "product" : `${at}[product]`);
  if (given.product_data !== undefined) return createProduct(world, given.product_data);
  throw invalidRequest(
    "One of `product` and `product_data` is required.",
    "parameter_missing",
    at === "" ? "product" : `${at}[product]`,
  );
}
