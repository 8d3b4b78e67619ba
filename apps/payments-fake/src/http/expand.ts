import type { Tables } from "../state/tables.ts";
import type { World } from "../state/world.ts";
import * as billing from "../shapes/billing.ts";
import * as catalogue from "../shapes/catalogue.ts";
import { session, sessionLines } from "../shapes/checkout.ts";
import { invoice, invoicePayments } from "../shapes/invoice.ts";
import * as payment from "../shapes/payment.ts";
import * as seller from "../shapes/seller.ts";
import { testClock } from "../shapes/service.ts";
import { wholeList } from "../shapes/wire.ts";
import { account } from "../shapes/account.ts";
import { badParameters } from "./api-error.ts";

const MAX_DEPTH = 4;

type Json = { [key: string]: unknown };

/** What an id stands for, by the prefix all ids of its kind have. */
const BEHIND: Readonly<Record<string, (id: string, tables: Tables, world: World) => object | undefined>> = {
  acct: (id, { accounts }) => shaped(accounts.get(id), (row) => account(row, []) as object),
  ch: (id, { charges }, world) => shaped(charges.get(id), (row) => payment.charge(row, world)),
  clock: (id, { testClocks }) => shaped(testClocks.get(id), testClock),
  cs: (id, { sessions }, world) => shaped(sessions.get(id), (row) => session(row, world)),
  cus: (id, { customers }) => shaped(customers.get(id), catalogue.customer),
  di: (id, { discounts }) => shaped(discounts.get(id), catalogue.discount),
  du: (id, { disputes }, world) => shaped(disputes.get(id), (row) => seller.dispute(row, world)),
  in: (id, { invoices }, world) => shaped(invoices.get(id), (row) => invoice(row, world)),
  inpay: (id, { invoicePayments: table }) => shaped(table.get(id), billing.invoicePayment),
  pi: (id, { paymentIntents }, world) => shaped(paymentIntents.get(id), (row) => payment.paymentIntent(row, world)),
  pm: (id, { paymentMethods }) => shaped(paymentMethods.get(id), payment.paymentMethod),
  po: (id, { payouts }) => shaped(payouts.get(id), seller.payout),
  price: (id, { prices }) => shaped(prices.get(id), catalogue.price),
  prod: (id, { products }) => shaped(products.get(id), catalogue.product),
  promo: (id, { promotionCodes }, world) =>
    shaped(promotionCodes.get(id), (row) => catalogue.promotionCode(row, world)),
  py: (id, { charges }, world) => shaped(charges.get(id), (row) => payment.charge(row, world)),
  pyr: (id, { refunds }) => shaped(refunds.get(id), payment.refund),
  re: (id, { refunds }) => shaped(refunds.get(id), payment.refund),
  sub: (id, { subscriptions }, world) => shaped(subscriptions.get(id), (row) => billing.subscription(row, world)),
  tr: (id, { transfers }, world) => shaped(transfers.get(id), (row) => seller.transfer(row, world)),
  trr: (id, { reversals }) => shaped(reversals.get(id), seller.reversal),
  txn: (id, { movements }, world) => shaped(movements.get(id), (row) => payment.movement(row, world)),
};

/** Lists that come with an object only when they are asked for. */
const INCLUDABLE: Readonly<Record<string, (id: string, tables: Tables, world: World) => unknown>> = {
  "charge.refunds": (id, { charges }, world) => payment.chargeRefunds(charges.need(id), world),
  "checkout.session.line_items": (id, { sessions }, world) => sessionLines(sessions.need(id), world),
  "coupon.applies_to": (id, { coupons }) => catalogue.couponAppliesTo(coupons.need(id)),
  "customer.subscriptions": (id, { subscriptions }, world) =>
    wholeList(
      `/v1/customers/${id}/subscriptions`,
      subscriptions
        .having("customer", id)
        .filter(({ status }) => status !== "canceled")
        .toReversed()
        .map((row) => billing.subscription(row, world)),
    ),
  "customer.tax_ids": (id, { customers }) => catalogue.customerTaxIds(customers.need(id)),
  "invoice.payments": (id, { invoices }, world) => invoicePayments(invoices.need(id), world),
};

function shaped<R>(row: R | undefined, shape: (row: R) => object): object | undefined {
  return row === undefined ? undefined : shape(row);
}

/** Puts the objects where their ids stand, along each path that was asked for. */
export function expand(answer: unknown, paths: readonly string[], world: World): unknown {
  if (paths.length === 0) return answer;
  // Shapes share parts with the rows they are made of, and those never change.
  const copy: unknown = structuredClone(answer);
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.length > MAX_DEPTH) {
      throw badParameters(
        `You cannot expand more than ${MAX_DEPTH} levels of a property: ${path}`,
        "property_expansion_max_depth",
        "expand",
      );
    }
    expandPath(copy, parts, { path, world, mixed: false });
  }
  return copy;
}

function expandPath(
  value: unknown,
  parts: readonly string[],
  of: { readonly path: string; readonly world: World; readonly mixed: boolean },
): void {
  const [part, ...rest] = parts;
  if (part === undefined || value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const item of value) expandPath(item, parts, of);
    return;
  }
  const object = value as Json;
  if (object["object"] === "list" && part !== "data" && Array.isArray(object["data"])) {
    expandPath(object["data"], parts, of);
    return;
  }
  const inner = include(object, part, of.world) ?? object[part];
  if (inner === undefined) {
    if (of.mixed || isOptional(object, part)) return;
    throw badParameters(`This property cannot be expanded (${of.path}).`, "property_not_expandable", "expand");
  }
  object[part] = Array.isArray(inner) ? inner.map((item) => behind(item, of.world)) : behind(inner, of.world);
  // What moved a balance is of many kinds, and not each has what another has.
  const mixed = of.mixed || (object["object"] === "balance_transaction" && part === "source");
  expandPath(object[part], rest, { ...of, mixed });
}

/** Parts that an object has only at times; asking for them is no mistake. */
function isOptional(object: Json, part: string): boolean {
  return object["object"] === "refund"
    ? part === "failure_balance_transaction"
    : part === "charge" || part === "payment_intent";
}

function include(object: Json, part: string, world: World): unknown {
  const made = INCLUDABLE[`${String(object["object"])}.${part}`];
  const present = object[part];
  if (made === undefined || present !== undefined) return undefined;
  return made(String(object["id"]), world.tables, world);
}

function behind(value: unknown, world: World): unknown {
  if (typeof value !== "string") return value;
  const prefix = value.slice(0, value.indexOf("_"));
  return BEHIND[prefix]?.(value, world.tables, world) ?? named(value, world) ?? value;
}

// Coupons and products have whatever id their maker gave them.
function named(id: string, world: World): object | undefined {
  const { coupons, products } = world.tables;
  return shaped(coupons.get(id), (row) => catalogue.coupon(row, world)) ?? shaped(products.get(id), catalogue.product);
}
