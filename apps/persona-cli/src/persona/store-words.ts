import type { GateState, Price } from "./store-shapes.ts";

/** A price in a few words. */
export function priceWords({ kind, amountMinor, currency, every }: Price): string {
  if (amountMinor === undefined || currency === undefined) return kind;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const amount = format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  const per = every === undefined ? "" : ` a ${every}`;
  return kind === "per-agent" ? `${amount}${per} for each agent` : `${amount}${per}`;
}

/** What the gate said, in a few words. */
export function gateWords(state: GateState): string {
  switch (state.kind) {
    case "pending":
      return "waits for the gate";
    case "failed":
      return "the gate could not judge it";
    case "judged":
      return state.verdict === "passed" ? `passed, confidence ${state.confidence}` : state.verdict;
    default:
      return state satisfies never;
  }
}
