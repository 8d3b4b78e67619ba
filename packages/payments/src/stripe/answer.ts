import { PaymentError } from "../payment-error.ts";

/** What is refused when Stripe's answer is not what this code was written for: better no state than a wrong one. */
export function unreadable(what: string): PaymentError {
  return new PaymentError(
    "answer-unreadable",
    `Stripe answered something unexpected: ${what}. Nothing was changed here; compare the API version of this release with Stripe's changelog.`,
  );
}

/** The id of what Stripe may have expanded. */
export function idOf(value: string | { readonly id: string }): string {
  return typeof value === "string" ? value : value.id;
}

export function idOrNull(value: string | { readonly id: string } | null | undefined): string | null {
  return value === null || value === undefined ? null : idOf(value);
}

/** An object that was asked to be expanded; null where there is none. */
export function expanded<Item extends object>(value: string | Item | null | undefined, what: string): Item | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") throw unreadable(`${what} came as an id alone`);
  return value;
}

/** An amount in the smallest unit. */
export function minorOf(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw unreadable(`${what} is no whole amount`);
  return value;
}

/** Ms since 1970 from Stripe's seconds. */
export function timeOf(seconds: unknown, what: string): number {
  if (typeof seconds !== "number" || !Number.isSafeInteger(seconds)) throw unreadable(`${what} is no time`);
  return seconds * 1000;
}

export function timeOrNull(seconds: number | null | undefined, what: string): number | null {
  return seconds === null || seconds === undefined ? null : timeOf(seconds, what);
}

/** Stripe writes currencies in lower case, this project in upper. */
export function currencyOf(value: unknown): string {
  if (typeof value !== "string" || !/^[a-z]{3}$/i.test(value)) throw unreadable("a currency is no ISO 4217 code");
  return value.toUpperCase();
}

/** A word of Stripe's as one of this project's; a word nobody has thought about yet is refused. */
export function wordOf<Word>(words: Readonly<Record<string, Word>>, value: string | null, what: string): Word {
  const word = value !== null && Object.hasOwn(words, value) ? words[value] : undefined;
  if (word === undefined) throw unreadable(`${what} is ${JSON.stringify(value)}`);
  return word;
}

/** Everything of a list, over all its pages. */
export async function everyOf<Item>(list: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
