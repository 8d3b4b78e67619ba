import { Stripe } from "stripe";
import { stripeGateway } from "@fleet-persona/payments";
import { apiBuyers } from "./api-buyers.ts";
import { apiSellers } from "./api-sellers.ts";
import type { Ability, Processor, Subject } from "./processor.ts";

export type SandboxSettings = {
  /** Of a sandbox that is for nothing else. */
  readonly secretKey: string;
  /** An account that went through onboarding by hand once, in euro and paid out by hand; without it nothing is transferred. */
  readonly sellerId: string | null;
};

/** A sandbox of Stripe's: driven over the API alone, since nobody is there to press a page or to be delivered to. */
export function sandbox({ secretKey, sellerId }: SandboxSettings): Subject {
  return {
    name: "a Stripe sandbox",
    abilities: new Set<Ability>(sellerId === null ? [] : ["seller-ready"]),
    open: () => Promise.resolve(openSandbox(secretKey, sellerId)),
  };
}

function openSandbox(secretKey: string, sellerId: string | null): Processor {
  const stripe = new Stripe(secretKey, { maxNetworkRetries: 4, telemetry: false });
  const leftOut = () => Promise.reject(new TypeError("a sandbox cannot be made to do this"));
  return {
    gateway: stripeGateway({
      secretKey,
      webhookSecret: "whsec_nothing_is_delivered_here",
      automaticTax: false,
      timeoutMs: 60_000,
      maxNetworkRetries: 4,
    }),
    ...apiBuyers(stripe),
    ...apiSellers(stripe),
    readySeller: () => (sellerId === null ? leftOut() : Promise.resolve(sellerId)),
    // The test card whose refunds fail does so by itself.
    letRefundFail: () => Promise.resolve(),
    payCheckout: leftOut,
    restrictSeller: leftOut,
    delivered: leftOut,
  };
}
