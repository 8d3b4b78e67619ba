import type { CouponRow, PriceRow } from "../state/rows.ts";
import type { InvoiceRow, TaxState } from "../state/rows-billing.ts";
import { taxOf } from "../state/tax.ts";

/** Something that costs: `amount` before discount, and without tax where the price excludes it. */
export type Costed = { readonly amount: number; readonly discount: number; readonly tax: number };

/** An amount, and the product it is for. */
export type Priced = { readonly amount: number; readonly product: string };

/** A coupon for some products takes nothing off others. */
export function appliesTo(coupon: CouponRow, product: string): boolean {
  return coupon.products === undefined || coupon.products.includes(product);
}

export type Totals = {
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
};

/** What coupons take off each amount, and the tax on what is left; what a fixed discount leaves over falls to the first lines. */
export function costOf(priced: readonly Priced[], coupons: readonly CouponRow[], tax: TaxState): readonly Costed[] {
  const amounts = priced.map(({ amount }) => amount);
  const discounts = amounts.map(() => 0);
  for (const coupon of coupons) {
    const reduced = priced.map(({ amount, product }) => (appliesTo(coupon, product) ? amount : 0));
    if (coupon.percentOff !== null) {
      for (const [at, amount] of reduced.entries()) {
        const taken = (discounts[at] ?? 0) + Math.round((amount * coupon.percentOff) / 100);
        discounts[at] = Math.min(amounts[at] ?? 0, taken);
      }
    }
    let left = coupon.amountOff ?? 0;
    for (const [at, amount] of reduced.entries()) {
      const taken = Math.max(0, Math.min(left, amount - (discounts[at] ?? 0)));
      discounts[at] = (discounts[at] ?? 0) + taken;
      left -= taken;
    }
  }
  return amounts.map((amount, at) => {
    const discount = discounts[at] ?? 0;
    return { amount, discount, tax: tax.enabled ? taxOf(amount - discount, tax.rate, tax.inclusive) : 0 };
  });
}

export function totalsOf(lines: readonly Costed[], inclusive: boolean): Totals {
  let subtotal = 0;
  let discount = 0;
  let tax = 0;
  for (const line of lines) {
    subtotal += line.amount;
    discount += line.discount;
    tax += line.tax;
  }
  return { subtotal, discount, tax, total: subtotal - discount + (inclusive ? 0 : tax) };
}

export function invoiceTotals(row: InvoiceRow): Totals & { readonly due: number; readonly endingBalance: number } {
  const totals = totalsOf(row.lines, row.tax.inclusive);
  const left = totals.total + row.startingBalance;
  return { ...totals, due: Math.max(0, left), endingBalance: Math.min(0, left) };
}

export function isInclusive(prices: readonly PriceRow[]): boolean {
  return prices.length > 0 && prices.every((price) => price.taxBehavior === "inclusive");
}

export const NO_TAX: TaxState = { enabled: false, country: null, rate: 0, reverse: false, inclusive: false };

/** The part of a period that lies after `now`, as a fraction. */
export function partLeft(period: { readonly start: number; readonly end: number }, now: number): number {
  if (period.end <= period.start) return 0;
  return Math.min(1, Math.max(0, (period.end - now) / (period.end - period.start)));
}
