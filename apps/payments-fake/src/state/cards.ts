import type { CardCode } from "./rows-payments.ts";

/** What a test card does, after the numbers the processor documents for its own test mode. */
export type CardBehaviour = {
  readonly number: string;
  readonly label: string;
  readonly brand: "visa" | "mastercard" | "amex" | "discover";
  readonly decline: { readonly code: CardCode; readonly declineCode: string; readonly message: string } | null;
  /** Fails without its owner there: renewals and retries. */
  readonly failsLater: boolean;
  readonly dispute: { readonly reason: string; readonly inquiry: boolean } | null;
  readonly refund: "at-once" | "pending" | "fails";
  readonly availableAtOnce: boolean;
};

const GOOD: Omit<CardBehaviour, "number" | "label"> = {
  brand: "visa",
  decline: null,
  failsLater: false,
  dispute: null,
  refund: "at-once",
  availableAtOnce: false,
};

const DECLINED = "Your card was declined.";
const NO_FUNDS: CardBehaviour["decline"] = {
  code: "card_declined",
  declineCode: "insufficient_funds",
  message: "Your card has insufficient funds.",
};
const GENERIC: CardBehaviour["decline"] = { code: "card_declined", declineCode: "generic_decline", message: DECLINED };

export const TEST_CARDS: readonly CardBehaviour[] = [
  { ...GOOD, number: "4242424242424242", label: "Works" },
  { ...GOOD, number: "4000000000000002", label: "Declined", decline: GENERIC },
  { ...GOOD, number: "4000000000009995", label: "Insufficient funds", decline: NO_FUNDS },
  {
    ...GOOD,
    number: "4000000000000069",
    label: "Expired card",
    decline: { code: "expired_card", declineCode: "expired_card", message: "Your card has expired." },
  },
  { ...GOOD, number: "4000000000000341", label: "Works now, fails on later charges", failsLater: true },
  {
    ...GOOD,
    number: "4000000000000259",
    label: "Disputed after payment",
    dispute: { reason: "fraudulent", inquiry: false },
  },
  {
    ...GOOD,
    number: "4000000000002685",
    label: "Disputed: product not received",
    dispute: { reason: "product_not_received", inquiry: false },
  },
  {
    ...GOOD,
    number: "4000000000001976",
    label: "Inquiry after payment",
    dispute: { reason: "fraudulent", inquiry: true },
  },
  { ...GOOD, number: "4000000000007726", label: "Refund takes a while", refund: "pending" },
  { ...GOOD, number: "4000000000005126", label: "Refund fails later", refund: "fails" },
  { ...GOOD, number: "4000000000000077", label: "Money available at once", availableAtOnce: true },
  { ...GOOD, number: "5555555555554444", label: "Mastercard, works", brand: "mastercard" },
];

/** The behaviour behind the ids the API documents for payment methods of test mode. */
export const TEST_METHODS: Readonly<Record<string, string>> = {
  pm_card_visa: "4242424242424242",
  pm_card_mastercard: "5555555555554444",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeProductNotReceived: "4000000000002685",
  pm_card_createDisputeInquiry: "4000000000001976",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_refundFail: "4000000000005126",
  pm_card_bypassPending: "4000000000000077",
};

/** A number as typed. Null: not one of the test cards, nor a well-formed number that behaves like the first. */
export function cardOf(number: string): CardBehaviour | null {
  const digits = number.replaceAll(/[\s-]/gu, "");
  const known = TEST_CARDS.find((card) => card.number === digits);
  if (known !== undefined) return known;
  return null;
}

export function cardBehind(number: string): CardBehaviour {
  return cardOf(number) ?? { ...GOOD, number, label: "Works" };
}

/** The same for the same number: 16 letters and digits made from it. */
export function fingerprintOf(number: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of `card:${number}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(16, "0").slice(-16);
}
