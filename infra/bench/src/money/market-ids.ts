import { createHash } from "node:crypto";

/** Ids made of numbers, as the statements that fill a database make them (`id` of the store's). */
export function idOf(kind: string, place: number): string {
  const hex = createHash("md5").update(`${kind}${place}`).digest("hex");
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Who orders what: no tenant orders a listing twice. Places begin at 0, tenants and listings at 1. */
export function pairOf(place: number, market: Market): { buyer: number; listing: number; seller: number } {
  const buyer = market.sellers + 1 + (place % market.buyers);
  const listing = 1 + (Math.floor(place / market.buyers) % market.listings);
  return { buyer, listing, seller: sellerOf(listing, market) };
}

const sellerOf = (listing: number, { sellers }: Market): number => 1 + ((listing - 1) % sellers);

/** How many there are of each. */
export type Market = { readonly sellers: number; readonly buyers: number; readonly listings: number };
