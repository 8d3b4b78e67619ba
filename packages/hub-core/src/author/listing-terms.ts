import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import type { Price } from "../store/listing.ts";
import { priceOf } from "../store/price-of.ts";
import { amountRefusal, currencies, currencyOf } from "@fleet-persona/money";
import type { ListingRow } from "./own-listing-row.ts";

/** What a listing costs and how long it can be tried. `setAt` is null while a draft has no price. */
export type ListingTerms = {
  readonly price: Price;
  readonly trialDays: number | null;
  readonly setAt: number | null;
};

/** A price the listing had from `setAt` on, and who said so. */
export type PastTerms = ListingTerms & { readonly setAt: number; readonly setBy: string };

export const longestTrialDays = 90;

const money = { amountMinor: z.int().min(0).max(Number.MAX_SAFE_INTEGER), currency: z.string().length(3) };
const every = z.enum(["month", "year"]);

/** A price as it is set. */
export const priceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("free") }),
  z.strictObject({ kind: z.literal("one-off"), ...money }),
  z.strictObject({ kind: z.literal("subscription"), ...money, every }),
  z.strictObject({ kind: z.literal("per-agent"), ...money, every }),
]);

/** Refuses a price that this hub cannot show or take: `currency-unknown`, `price-out-of-bounds`. */
export function requirePossible(price: Price): void {
  if (price.kind === "free") return;
  const currency = currencyOf(price.currency);
  if (currency === undefined) {
    const known = currencies.map(({ code }) => code).join(", ");
    throw new HubError("refused", `No price can be set in ${price.currency}. Choose one of ${known}.`, UNKNOWN);
  }
  const refusal = amountRefusal(price.amountMinor, currency);
  if (refusal !== null) throw new HubError("refused", refusal.message, refusal.code);
}

const UNKNOWN = "currency-unknown";

export function termsOf(row: ListingRow): ListingTerms {
  return { price: priceOf(row), trialDays: row.trialDays, setAt: row.termsSetAt?.getTime() ?? null };
}

/** Every price a listing of the tenant's had, newest first. */
export async function readPastTerms(tx: Tx, listingId: string): Promise<readonly PastTerms[]> {
  const { listingPrices: prices, users } = tables;
  const rows = await tx
    .select()
    .from(prices)
    .innerJoin(users, eq(users.id, prices.setBy))
    .where(eq(prices.listingId, listingId))
    .orderBy(desc(prices.setAt), desc(prices.id))
    .limit(100);
  return rows.map(({ listing_prices: row, users: { email } }) => ({
    price: priceOf(row),
    trialDays: row.trialDays,
    setAt: row.setAt.getTime(),
    setBy: email,
  }));
}
