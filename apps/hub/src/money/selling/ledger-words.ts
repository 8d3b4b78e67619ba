import type { LedgerLine } from "@fleet-persona/hub-core";
import { shownMoney } from "../shown-money.ts";

/** A line of a seller's account in words: what happened, and how its amount comes about. */
export type LineWords = { readonly says: string; readonly how: string };

/** What a line of a seller's account says. */
export function lineWords(line: LedgerLine): LineWords {
  const { kind, title, parts, currency } = line;
  const of = title ?? "a Persona";
  switch (kind) {
    case "payment":
      return parts === null
        ? { says: `Sale of ${of}`, how: "Corrected to what the payment processor says, or paid in another currency." }
        : { says: `Sale of ${of}`, how: splitWords(parts, currency) };
    case "refund":
      return {
        says: `Given back: ${of}`,
        how: "Your part of what went back to the buyer. The platform gave its part too.",
      };
    case "dispute-opened":
      return { says: `Disputed: ${of}`, how: "The bank holds it until it has decided." };
    case "dispute-won":
      return { says: `Dispute won: ${of}`, how: "The money the bank held came back." };
    case "dispute-lost":
      return { says: `Dispute lost: ${of}`, how: "Your part of what the bank gave back to the buyer." };
    case "transfer":
      return {
        says: `Transferred for ${of}`,
        how: "To your account at the payment processor, which pays it out to your bank.",
      };
    case "transfer-reversed":
      return {
        says: `Transfer taken back for ${of}`,
        how: "It had been transferred before the money went back to the buyer.",
      };
    case "write-off":
      return { says: "Written off", how: "Your account was closed while it owed this; the platform bears it." };
    default:
      return { says: spaced(kind), how: "" };
  }
}

/** "49.00 EUR paid − 7.82 EUR tax − 6.18 EUR commission". */
function splitWords(
  { paidMinor, taxMinor, commissionMinor }: NonNullable<LedgerLine["parts"]>,
  currency: string,
): string {
  const says = (amountMinor: number): string => shownMoney({ amountMinor, currency });
  const tax = taxMinor === 0 ? "" : ` − ${says(taxMinor)} tax`;
  return `${says(paidMinor)} paid${tax} − ${says(commissionMinor)} commission`;
}

const spaced = (kind: string): string => kind.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
