import { termFigures } from "./term-figures.ts";
import { TermsPage } from "./terms-page.tsx";
import type { Clause } from "./terms-page.tsx";

const { refundDays, answerDays, noticeDays, graceDays } = termFigures;

const clauses: readonly Clause[] = [
  {
    id: "who-sells",
    title: "Who sells to you",
    says: [
      "The platform is merchant of record: you buy from it, it charges you, and it writes the invoice. The author of a Persona licenses it to you and is paid by the platform. An author never learns who you are.",
      "Your card is asked for by the platform’s payment processor, on its own page. This hub never sees its number.",
    ],
  },
  {
    id: "tax",
    title: "Tax",
    says: [
      "Prices are without tax. VAT, GST or sales tax is added where it is due and shown before you pay; the platform pays it to the tax office. With a tax number you can enter it on the payment page, and it stands on your invoice.",
    ],
  },
  {
    id: "what-you-get",
    title: "What you get",
    says: [
      "The right to run all versions of a Persona on the fleets of your tenant: without end where you paid once, for each period where you subscribe. It reaches your hosts as a signed lease, which they check themselves.",
      "Where the price is for each agent, so many hosts may run it at a time as you pay seats for, over all fleets. A host that has not asked for a day holds no seat. More hosts than seats are told so; those that run it go on.",
      "The licence is the one in the Persona’s manifest, which its author signed. It is shown on its page. You may not pass a Persona on to others than your tenant unless that licence says so.",
    ],
  },
  {
    id: "trial",
    title: "Trials",
    says: [
      "A trial is free, once for each tenant and Persona. Your card is asked for at its beginning and charged at its end, unless you cancel before.",
    ],
  },
  {
    id: "renewal",
    title: "Renewal and cancelling",
    says: [
      "A subscription renews by itself at the price it was begun with, until you cancel. You can cancel at any time: it runs until what is paid is over, and you can take the cancellation back until then.",
      "More seats are charged at once for the rest of the period. Fewer count from the next period on; nothing is given back for the one that is paid.",
      `A payment that fails is tried again. What runs goes on for ${noticeDays} days after it failed, and for ${graceDays} days where it was the first one after a trial.`,
    ],
  },
  {
    id: "refunds",
    title: "Money back",
    says: [
      `You can ask for any payment back, whole or in part, for ${refundDays} days after it. The author answers within ${answerDays} days; silence grants it. A refusal says why.`,
      `Given back whole, what you run goes on for ${noticeDays} days, so that you can change over; then hosts go back to their fallback. Given back in part, nothing ends.`,
      "It goes back to the card it came from, with its tax. Banks take five to ten days to show it. What you were charged twice for one thing is given back without asking. Your rights as a consumer stay as the law has them.",
    ],
  },
  {
    id: "disputes",
    title: "If your bank disputes a payment",
    says: [
      "While a bank decides, nothing new can begin with what was paid: no further fleet, no further host. What runs goes on. Where the dispute is won by the platform, everything is as before.",
      `Where it is lost, the money is yours, and what runs ends ${noticeDays} days later. Please ask for your money back here first: it is quicker, and costs nobody a fee.`,
    ],
  },
  {
    id: "your-fleet",
    title: "Money never stops a running fleet from one minute to the next",
    says: [
      "Whatever happens to a payment, a host that runs a Persona goes on for at least the notice above, and falls back to its default configuration after it, never to nothing.",
    ],
  },
  {
    id: "currencies",
    title: "Currencies",
    says: ["You pay in the currency of the price. Money comes back in the currency it was paid in, the same amount."],
  },
  {
    id: "test-mode",
    title: "Test mode",
    says: [
      "Where a page says “Test mode: no money moves”, it is so: cards are the processor’s test cards, nothing is charged, and what is bought runs all the same.",
    ],
  },
];

/** What holds for whoever buys. */
export function BuyingTerms() {
  return (
    <TermsPage
      current="/terms/buying"
      title="Terms of buying"
      lead="What holds when you buy a Persona: who sells, what you may do with it, and how you get your money back."
      version={1}
      clauses={clauses}
    />
  );
}
