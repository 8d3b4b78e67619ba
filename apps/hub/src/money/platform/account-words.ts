import type { AccountBalance, Finding } from "@fleet-persona/hub-core";

type Account = AccountBalance["account"];

/** An account of the ledger for people. */
export type AccountWords = {
  readonly name: string;
  readonly means: string;
  /** 1 where a debit is what it has; -1 where a credit is, so that what is owed or earned reads above zero. */
  readonly sign: 1 | -1;
};

const words: Record<Account, AccountWords> = {
  processor: { name: "At the processor", means: "The platform’s balance at the payment processor.", sign: 1 },
  seller: {
    name: "Owed to sellers",
    means: "Their shares of what was sold, less what was transferred and given back.",
    sign: -1,
  },
  disputed: {
    name: "Held by banks",
    means: "Taken while disputes are open; it comes back when they are won.",
    sign: 1,
  },
  commission: {
    name: "Commission",
    means: "The platform’s part of every price, less what was given back of it.",
    sign: -1,
  },
  tax: { name: "Tax collected", means: "Added to prices and owed to tax offices; not the platform’s.", sign: -1 },
  "processing-fees": { name: "Processing fees", means: "What the processor kept; paid from the commission.", sign: 1 },
  "write-offs": { name: "Written off", means: "What closed sellers owed and will not pay.", sign: 1 },
  unexplained: {
    name: "Unexplained",
    means: "Money at the processor that no order of this hub explains. It should be zero.",
    sign: -1,
  },
};

/** What an account is called, and which way it is read. */
export const accountWords = (account: Account): AccountWords => words[account];

/** Every account, in the order in which they are read. */
export const accounts = Object.keys(words) as readonly Account[];

const findings: Record<Finding["what"], string> = {
  movement: "The ledger held another amount than the processor moved",
  "not-read": "Something at the processor had never been read",
  unexplained: "Money moved that no order explains",
  "without-movement": "The ledger held what the processor never moved",
};

/** What a comparison found, in words. */
export const findingWords = (what: Finding["what"]): string => findings[what];

/** "November 2026" for `2026-11`. */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}
