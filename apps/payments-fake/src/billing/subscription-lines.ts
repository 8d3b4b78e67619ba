import { invalidRequest } from "../http/api-error.ts";
import { formatMoney } from "../state/currency.ts";
import { newId } from "../state/ids.ts";
import type { CouponRow, CustomerRow, PriceRow } from "../state/rows.ts";
import type { InvoiceLineRow, ItemRow, SubscriptionRow, TaxState } from "../state/rows-billing.ts";
import { taxRateFor } from "../state/tax.ts";
import type { World } from "../state/world.ts";
import { costOf, isInclusive, NO_TAX, partLeft } from "./totals.ts";

export function taxStateFor(
  customer: CustomerRow | undefined,
  enabled: boolean,
  prices: readonly PriceRow[],
): TaxState {
  const inclusive = isInclusive(prices);
  if (!enabled) return { ...NO_TAX, inclusive };
  const rate = taxRateFor({
    country: customer?.country ?? null,
    taxId: customer?.taxId != null || customer?.taxExempt === "reverse",
    exempt: customer?.taxExempt === "exempt",
  });
  return { enabled: true, country: customer?.country ?? null, rate: rate.perMille, reverse: rate.reverse, inclusive };
}

export function subscriptionTax(world: World, row: SubscriptionRow): TaxState {
  const prices = row.items.map((item) => world.tables.prices.need(item.price));
  return taxStateFor(world.tables.customers.get(row.customer), row.automaticTax, prices);
}

/** The coupons of a subscription that still count for a period that starts at `at`. */
export function activeCoupons(world: World, row: SubscriptionRow, at: number): readonly CouponRow[] {
  return row.discounts.flatMap((id) => {
    const discount = world.tables.discounts.get(id);
    const coupon = discount === undefined ? undefined : world.tables.coupons.get(discount.coupon);
    if (discount === undefined || coupon === undefined) return [];
    return discount.end === null || discount.end > at ? [coupon] : [];
  });
}

type PeriodLines = {
  readonly items: readonly ItemRow[];
  readonly free: boolean;
  readonly coupons: readonly CouponRow[];
  readonly tax: TaxState;
};

/** One line for each item and the period it is in. */
export function periodLines(world: World, { items, free, coupons, tax }: PeriodLines): InvoiceLineRow[] {
  const priced = items.map((item) => {
    const { unitAmount, product } = world.tables.prices.need(item.price);
    return { amount: free ? 0 : unitAmount * item.quantity, product };
  });
  return costOf(priced, coupons, tax).map((cost, at) => {
    const item = items[at];
    if (item === undefined) throw new TypeError("a cost without its item");
    return {
      id: newId("il"),
      price: item.price,
      quantity: item.quantity,
      ...cost,
      description: free
        ? `Trial period for ${nameOf(world, item.price)}`
        : `${item.quantity} × ${nameOf(world, item.price)} ${ratePhrase(world, item.price)}`,
      proration: false,
      period: { start: item.periodStart, end: item.periodEnd },
      item: item.id,
    };
  });
}

export function nameOf(world: World, priceId: string): string {
  return world.tables.products.need(world.tables.prices.need(priceId).product).name;
}

function ratePhrase(world: World, priceId: string): string {
  const { recurring, unitAmount, currency } = world.tables.prices.need(priceId);
  return `(at ${formatMoney(unitAmount, currency)} / ${recurring?.interval ?? "once"})`;
}

type Proration = {
  readonly row: SubscriptionRow;
  readonly item: ItemRow;
  readonly to: { readonly price: string; readonly quantity: number };
  readonly at: number;
};

/** What a change in the middle of a period gives back and what it costs, for the time that is left. */
export function prorationLines(world: World, { row, item, to, at }: Proration): InvoiceLineRow[] {
  if (row.status === "trialing") return [];
  const part = partLeft({ start: item.periodStart, end: item.periodEnd }, at);
  const old = world.tables.prices.need(item.price);
  const next = world.tables.prices.need(to.price);
  if (next.currency !== row.currency)
    throw invalidRequest("The price must be in the subscription's currency.", "currency_mismatch", "items");
  const credit = -Math.round(old.unitAmount * item.quantity * part);
  const debit = Math.round(next.unitAmount * to.quantity * part);
  const tax = subscriptionTax(world, row);
  const coupons = activeCoupons(world, row, at).filter((coupon) => coupon.percentOff !== null);
  const when = new Date(at * 1000).toISOString().slice(0, 10);
  const period = { start: at, end: item.periodEnd };
  const [back] = costOf([{ amount: -credit, product: old.product }], coupons, tax);
  const [due] = costOf([{ amount: debit, product: next.product }], coupons, tax);
  if (back === undefined || due === undefined) return [];
  return [
    {
      id: newId("il"),
      price: item.price,
      quantity: item.quantity,
      amount: -back.amount,
      discount: -back.discount,
      tax: -back.tax,
      description: `Unused time on ${item.quantity} × ${nameOf(world, item.price)} after ${when}`,
      proration: true,
      period,
      item: item.id,
    },
    {
      id: newId("il"),
      price: to.price,
      quantity: to.quantity,
      ...due,
      description: `Remaining time on ${to.quantity} × ${nameOf(world, to.price)} after ${when}`,
      proration: true,
      period,
      item: item.id,
    },
  ];
}
