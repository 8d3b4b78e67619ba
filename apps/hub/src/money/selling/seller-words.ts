import type { SellerAccountView } from "@fleet-persona/hub-core";
import type { Tone } from "../../ui/tone.ts";

type Status = SellerAccountView["status"];

/** How an account at the payment processor stands, in a word and a sentence. */
export function accountWords(status: Status): {
  readonly tone: Tone;
  readonly word: string;
  readonly sentence: string;
} {
  switch (status) {
    case "onboarding":
      return {
        tone: "accent",
        word: "Not finished",
        sentence: "The payment processor still has to know some things. Nobody can buy from you before.",
      };
    case "active":
      return { tone: "good", word: "Active", sentence: "You can sell, and what you earn is transferred to you." };
    case "restricted":
      return {
        tone: "warn",
        word: "Restricted",
        sentence: "The payment processor needs something more. Until then nobody new can buy, and what you earn waits.",
      };
    case "closed":
      return {
        tone: "bad",
        word: "Closed",
        sentence: "The payment processor closed this account for good. Nobody can buy from you any more.",
      };
    default:
      return status satisfies never;
  }
}

/** Why what has a price cannot be bought from its author, and what to do; null where it can. */
export function sellerHint(
  account: Status | null,
  payments: "off" | "test" | "live",
): { readonly sentence: string; readonly action: string | null } | null {
  if (payments === "off")
    return {
      sentence:
        "This hub takes no payments: what has a price is listed with it and cannot be bought. Whoever runs the hub can set a payment processor up.",
      action: null,
    };
  if (account === "active") return null;
  const until = "What has a price is listed with it, and cannot be bought";
  if (account === null) return { sentence: `${until} before your account is active.`, action: "Open your account" };
  if (account === "closed") return { sentence: `${until}: your account is closed.`, action: "See your account" };
  return { sentence: `${until} while your account is not active.`, action: "Go on with your account" };
}
