import { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import { keyed } from "./stripe-client.ts";

type Listing = { readonly key: string; readonly listingId: string; readonly title: string };

/** Product of a listing, under an id that follows from the listing's: nothing has to be remembered to find it again. */
export function productId(listingId: string): string {
  if (!/^[A-Za-z0-9_-]{1,60}$/.test(listingId)) {
    throw new PaymentError("refused", "A listing's id has 1 to 60 letters, digits, hyphens and underscores.");
  }
  return `listing_${listingId}`;
}

/** Makes the product where there is none, and gives it the title of now. A coupon can be bound to products alone. */
export async function ensureProduct(stripe: Stripe, { key, listingId, title }: Listing): Promise<Stripe.Product> {
  const id = productId(listingId);
  const product = (await findProduct(stripe, listingId)) ?? (await createProduct(stripe, { key, listingId, title }));
  if (product.name === title && product.active) return product;
  // Without our key: two titles in turn are two requests, and to repeat either does no harm.
  return stripe.products.update(id, { name: title, active: true });
}

export async function findProduct(stripe: Stripe, listingId: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(productId(listingId));
  } catch (error) {
    if (isStripeCode(error, "resource_missing")) return null;
    throw error;
  }
}

async function createProduct(stripe: Stripe, { key, listingId, title }: Listing): Promise<Stripe.Product> {
  const id = productId(listingId);
  try {
    return await stripe.products.create(
      { id, name: title, metadata: { listing_id: listingId } },
      keyed(key, "product"),
    );
  } catch (error) {
    // Another checkout of the same listing came first.
    if (isStripeCode(error, "resource_already_exists")) return stripe.products.retrieve(id);
    throw error;
  }
}

export function isStripeCode(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === code;
}
