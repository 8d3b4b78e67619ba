import type { CouponRow, PriceRow, SessionRow } from "../state/rows.ts";
import type { TaxState } from "../state/rows-billing.ts";
import { taxRateFor } from "../state/tax.ts";
import type { World } from "../state/world.ts";
import { appliesTo, costOf, isInclusive, totalsOf, type Costed, type Totals } from "./totals.ts";

export type SessionSum = Totals & {
  readonly lines: readonly Costed[];
  readonly taxState: TaxState;
  readonly country: string | null;
};

/** What a checkout session comes to with what its buyer has chosen so far. */
export function sumOf(row: SessionRow, world: World): SessionSum {
  const prices = row.lines.map((line) => world.tables.prices.need(line.price));
  const taxState = sessionTax(row, prices, world);
  const free = trialing(row);
  const priced = row.lines.map(({ price, quantity }) => {
    const { unitAmount, product } = world.tables.prices.need(price);
    return { amount: free ? 0 : unitAmount * quantity, product };
  });
  const lines = costOf(priced, couponsOf(row, world), taxState);
  return { ...totalsOf(lines, taxState.inclusive), lines, taxState, country: taxState.country };
}

export function trialing(row: SessionRow): boolean {
  return (
    row.mode === "subscription" && (row.subscriptionData.trialDays !== null || row.subscriptionData.trialEnd !== null)
  );
}

export function couponsOf(row: SessionRow, world: World): readonly CouponRow[] {
  const { promotion, coupon } = row.chosen;
  const id = promotion === null ? coupon : (world.tables.promotionCodes.get(promotion)?.coupon ?? null);
  const found = id === null ? undefined : world.tables.coupons.get(id);
  return found === undefined ? [] : [found];
}

/** Whether a coupon takes anything off what is in a checkout. */
export function reducesAny(row: SessionRow, coupon: CouponRow, world: World): boolean {
  return row.lines.some(({ price }) => appliesTo(coupon, world.tables.prices.need(price).product));
}

function sessionTax(row: SessionRow, prices: readonly PriceRow[], world: World): TaxState {
  const customer = row.customer === null ? undefined : world.tables.customers.get(row.customer);
  const country = row.chosen.country ?? customer?.country ?? null;
  const inclusive = isInclusive(prices);
  if (!row.automaticTax) return { enabled: false, country, rate: 0, reverse: false, inclusive };
  const rate = taxRateFor({
    country,
    taxId: row.chosen.taxId !== null || customer?.taxId != null || customer?.taxExempt === "reverse",
    exempt: customer?.taxExempt === "exempt",
  });
  return { enabled: true, country, rate: rate.perMille, reverse: rate.reverse, inclusive };
}
