import type { PaymentView, RefundRequestView } from "@fleet-persona/hub-core";
import { shownMoney } from "../shown-money.ts";
import type { Standing } from "./order-words.ts";

type Payment = Pick<PaymentView, "status" | "failure" | "amountMinor" | "refundedMinor" | "currency" | "disputed">;

/** How a payment stands; a dispute comes before anything else. */
export function paymentStanding(payment: Payment): Standing {
  const { status, failure, amountMinor, refundedMinor, currency, disputed } = payment;
  const at = null;
  if (disputed === "open")
    return {
      tone: "bad",
      word: "Disputed",
      says: "Your bank is asked about it. Nothing new can begin until it has decided; what runs goes on.",
      at,
    };
  if (disputed === "lost")
    return { tone: "neutral", word: "Taken back", says: "Your bank gave you the money back.", at };
  switch (status) {
    case "pending":
      return { tone: "accent", word: "On its way", says: "Your bank has not confirmed it yet.", at };
    case "failed":
      return { tone: "bad", word: "Failed", says: failure ?? "Your bank refused it. Nothing was charged.", at };
    case "succeeded": {
      if (refundedMinor === 0) return { tone: "good", word: "Paid", says: "", at };
      const back = shownMoney({ amountMinor: refundedMinor, currency });
      return refundedMinor >= amountMinor
        ? { tone: "neutral", word: "Refunded", says: `${back} went back to you.`, at }
        : { tone: "good", word: "Paid, part refunded", says: `${back} of it went back to you.`, at };
    }
    default:
      return status satisfies never;
  }
}

type Request = Pick<RefundRequestView, "status" | "dueAt" | "answer" | "problem">;

/** How a request for a refund stands, as `side` reads it. */
export function requestStanding({ status, dueAt, answer, problem }: Request, side: "buyer" | "seller"): Standing {
  const buyer = side === "buyer";
  switch (status) {
    case "asked":
      return {
        tone: "accent",
        word: buyer ? "Asked" : "Waits for you",
        says: buyer ? "The seller answers; silence grants it on" : "Unanswered, it is granted by itself on",
        at: dueAt,
      };
    case "granted":
      return {
        tone: "accent",
        word: "Granted",
        says: `The money goes back to ${buyer ? "your" : "the buyer’s"} card now.`,
        at: null,
      };
    case "refused":
      return { tone: "bad", word: "Refused", says: answer ?? "", at: null };
    case "withdrawn":
      return {
        tone: "neutral",
        word: "Withdrawn",
        says: buyer ? "You took the request back." : "The buyer took it back.",
        at: null,
      };
    case "refunded":
      return {
        tone: "good",
        word: "Refunded",
        says: buyer ? "Banks take five to ten days until they show it." : "The money went back to the buyer.",
        at: null,
      };
    case "failed":
      return {
        tone: "bad",
        word: "Failed",
        says: `${problem ?? "The bank did not take it."} The platform looks after it.`,
        at: null,
      };
    default:
      return status satisfies never;
  }
}
