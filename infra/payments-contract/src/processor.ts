import type { PaymentGateway } from "@fleet-persona/payments";

/** Test cards of Stripe's, by what they do. https://docs.stripe.com/testing */
export type TestCard = "works" | "declined" | "fails-later" | "disputed" | "available-at-once" | "refund-fails";

/** What can be made happen from outside. What cannot be is left out, and the run says so. */
export type Ability =
  /** Pressing the checkout page, as only a browser can. */
  | "checkout-page"
  /** An account whose onboarding pages were gone through. */
  | "seller-ready"
  /** Holding an onboarded account back. */
  | "seller-restricted"
  /** Events that are delivered to an endpoint here. */
  | "events";

export type Delivered = { readonly body: string; readonly signature: string };

/** A payment processor, with what buyers, sellers, banks and time do to it. */
export type Processor = AsyncDisposable & {
  readonly gateway: PaymentGateway;
  /** A buyer whose time can be moved. */
  readonly newBuyer: () => Promise<string>;
  /** Pays once, as a checkout of this order would; answers with the payment. */
  readonly pay: (order: {
    readonly orderId: string;
    readonly customerId: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly card: TestCard;
  }) => Promise<string>;
  /** Begins what renews monthly, as a checkout would; answers with the subscription. */
  readonly subscribe: (order: {
    readonly orderId: string;
    readonly customerId: string;
    readonly unitMinor: number;
    readonly currency: string;
    readonly seats: number;
    readonly trialDays: number | null;
  }) => Promise<string>;
  /** What is charged from now on. */
  readonly useCard: (subscriptionId: string, card: TestCard) => Promise<void>;
  readonly passDays: (customerId: string, days: number) => Promise<void>;
  /** A buyer's bank does not take a refund; where the card says so, it does by itself. */
  readonly letRefundFail: (refundId: string) => Promise<void>;
  /** With `checkout-page`: fills in the page and presses its button. `code`: a promotion code. */
  readonly payCheckout: (checkoutId: string, card: TestCard, code?: string) => Promise<void>;
  /** With `seller-ready`: an account in euro that can be paid. */
  readonly readySeller: () => Promise<string>;
  /** Everything the account holds goes to its bank. */
  readonly payOut: (accountId: string) => Promise<void>;
  readonly closeSeller: (accountId: string) => Promise<void>;
  /** With `seller-restricted`. */
  readonly restrictSeller: (accountId: string) => Promise<void>;
  /** With `events`: what was delivered so far. */
  readonly delivered: () => Promise<readonly Delivered[]>;
};

export type Subject = {
  readonly name: string;
  readonly abilities: ReadonlySet<Ability>;
  readonly open: () => Promise<Processor>;
};

/** What a case has in hand. */
export type Given = {
  /** The processor, once the run has opened it. */
  readonly processor: () => Processor;
  readonly lacks: (ability: Ability) => boolean;
};

/** Waits for what a processor does in its own time. */
export async function eventually<State>(read: () => Promise<State>, is: (state: State) => boolean): Promise<State> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const state = await read();
    if (is(state) || Date.now() > deadline) return state;
    await new Promise((waited) => {
      setTimeout(waited, 250);
    });
  }
}

let made = 0;

/** An id of this run alone: objects of a sandbox stay there. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}-${Date.now().toString(36)}-${process.pid.toString(36)}-${made}`;
}
