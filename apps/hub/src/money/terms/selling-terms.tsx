import { sellingTermsVersion } from "@fleet-persona/hub-core";
import Link from "next/link";
import { termFigures } from "./term-figures.ts";
import { TermsPage } from "./terms-page.tsx";
import type { Clause } from "./terms-page.tsx";

const { refundDays, answerDays, noticeDays, commission } = termFigures;

const clauses: readonly Clause[] = [
  {
    id: "who-sells",
    title: "Who sells",
    says: [
      "The platform is merchant of record: it sells your Persona to buyers in its own name, charges them, writes the invoice and answers to them. You license the Persona and keep every right in it.",
      "You need an account at the platform’s payment processor, opened once with your name and bank account. What has a price is listed before that, and can be bought once the account is active.",
    ],
  },
  {
    id: "commission",
    title: "What the platform keeps",
    says: [
      `The platform keeps ${commission} of the price without tax, rounded to the smallest unit of the currency, a half in your favour. The card’s processing fees are paid from it, not from your share. There is no other fee.`,
      "An order keeps the commission of the day it was made, for all its renewals.",
    ],
  },
  {
    id: "tax",
    title: "Tax",
    says: [
      "VAT, GST and sales tax on what buyers pay are worked out, collected and paid by the platform; they are never part of your share. Tax on what you earn is yours.",
    ],
  },
  {
    id: "paid",
    title: "When you are paid",
    says: [
      `A sale is pending for the ${refundDays} days in which its buyer can ask for the money back. After them your share is transferred to your account at the processor, within the hour, once there is the least amount that is transferred in its currency: about the price of a coffee, or more if you choose so.`,
      "From there it goes to your bank as you choose: every day, every Monday, on the first of a month, or by hand.",
    ],
  },
  {
    id: "refunds",
    title: "Refunds",
    says: [
      `Buyers can ask for ${refundDays} days after each payment. You answer within ${answerDays} days: grant it, or refuse it and say why. What you do not answer is granted. You can give money back unasked at any time, whole or in part.`,
      `What goes back is taken from tax, commission and your share in the parts they had of the payment: the platform gives back its commission too. The lease of a payment given back whole ends after ${noticeDays} days.`,
    ],
  },
  {
    id: "disputes",
    title: "Disputes",
    says: [
      "If a buyer’s bank disputes a payment, the platform answers with what its records say: the order, the leases it issued, and what ran. Your share of that payment waits meanwhile. The buyer can begin nothing new with it, and what runs goes on.",
      "Won, your share is yours again. Lost, your share goes back; the fee of the dispute is the platform’s.",
    ],
  },
  {
    id: "negative",
    title: "If you owe the platform",
    says: [
      "Money that goes back after it was transferred is taken back from your account at the processor as far as it is there. The rest is carried and taken from your next transfers. Your bank is not asked for it.",
    ],
  },
  {
    id: "prices",
    title: "Prices and currencies",
    says: [
      "You choose the price, the currency and the length of a trial, and can change them at any time. Subscriptions go on at the price they were begun with. There are currencies without decimals: a price in them is a whole number.",
      "You are paid in the currency of the sale where the platform holds it, otherwise in the one its processor changes it into, at the processor’s rate.",
    ],
  },
  {
    id: "privacy",
    title: "What you learn of buyers",
    says: [
      "How many tenants hold your Persona and on how many agents it ran; never who they are. A request for a refund comes with its reason and without a name.",
    ],
  },
  {
    id: "closing",
    title: "Closing your account",
    says: [
      "You can stop selling at any time: take your listings off the store. Who bought keeps what was bought for as long as it was paid. What you are owed is transferred as above; then the account can be closed at the processor. What a closed account owes and cannot pay, the platform bears.",
      "The processor can restrict an account until it knows what it must know by law. Nobody new can buy meanwhile, and what you are owed waits.",
    ],
  },
  {
    id: "test-mode",
    title: "Test mode",
    says: ["Where a page says “Test mode: no money moves”, sales, balances and payouts are for trying out alone."],
  },
  {
    id: "buyers",
    title: "What buyers agree to",
    says: [
      <>
        The <Link href="/terms/buying">terms of buying</Link> are what the platform sells your Persona under.
      </>,
    ],
  },
];

/** What holds for whoever sells. */
export function SellingTerms() {
  return (
    <TermsPage
      current="/terms/selling"
      title="Terms of selling"
      lead="What holds when others buy what you publish: what you receive, when, and what becomes of it when money goes back."
      version={sellingTermsVersion}
      clauses={clauses}
    />
  );
}
