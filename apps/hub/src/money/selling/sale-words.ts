import type { SaleView } from "@fleet-persona/hub-core";
import type { Standing } from "../orders/order-words.ts";

type Sale = Pick<SaleView, "status" | "amountMinor" | "refundedMinor" | "maturesAt" | "disputed">;

/** How a sale stands for its seller. */
export function saleStanding({ status, amountMinor, refundedMinor, maturesAt, disputed }: Sale, now: number): Standing {
  if (disputed === "open")
    return {
      tone: "bad",
      word: "Disputed",
      says: "The buyer’s bank is asked; the platform answers for you.",
      at: null,
    };
  if (disputed === "lost")
    return { tone: "neutral", word: "Lost", says: "The bank gave it back to the buyer.", at: null };
  if (status === "failed") return { tone: "neutral", word: "Failed", says: "The buyer’s bank refused it.", at: null };
  if (status === "pending")
    return { tone: "accent", word: "On its way", says: "The buyer’s bank has not confirmed it.", at: null };
  if (refundedMinor >= amountMinor)
    return { tone: "neutral", word: "Refunded", says: "All of it went back to the buyer.", at: null };
  if (maturesAt > now)
    return { tone: "accent", word: "Can be asked back", says: "It is transferred after", at: maturesAt };
  return { tone: "good", word: "Yours", says: "It can no longer be asked back.", at: null };
}

/** What of a sale can be given back; 0 where nothing can. */
export function leftOf({ status, amountMinor, refundedMinor, disputed }: Sale): number {
  if (status !== "succeeded" || disputed === "open" || disputed === "lost") return 0;
  return Math.max(0, amountMinor - refundedMinor);
}
