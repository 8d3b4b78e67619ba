import type { Control } from "../../control/control.ts";
import { invalidRequest } from "../../http/api-error.ts";
import { formatMoney } from "../../state/currency.ts";
import type { Fields } from "../fields.ts";

const part = (fields: Fields, name: string): number => Math.min(1, Math.max(0, (fields.number(name) ?? 0) / 100));
const whole = (fields: Fields, name: string, most: number): number =>
  Math.min(most, Math.max(0, Math.floor(fields.number(name) ?? 0)));
const HOUR_MS = 3_600_000;

/** What each button of the control desk does, and what it says once it is done. */
const ACTIONS: Readonly<Record<string, (control: Control, fields: Fields) => string>> = {
  advance: (control, fields) => {
    const ms = whole(fields, "ms", 366 * 24 * HOUR_MS);
    const happened = control.advance(ms);
    return `The clock moved on ${(ms / HOUR_MS).toLocaleString("en-GB")} hours; ${happened} things happened.`;
  },
  delivery: (control, fields) => {
    control.setDelivery({
      seed: whole(fields, "seed", 4_294_967_295),
      lost: part(fields, "lost"),
      twice: part(fields, "twice"),
      late: { probability: part(fields, "late"), ms: whole(fields, "late_ms", HOUR_MS) },
      shuffled: { probability: part(fields, "shuffled"), withinMs: whole(fields, "within_ms", HOUR_MS) },
    });
    return "Events are delivered like this from now on.";
  },
  seed: (control, fields) =>
    `${control.seed({ payments: Math.max(1, whole(fields, "payments", 200_000)) }).payments} paid orders were made.`,
  deliver: (control, fields) => `On its way to ${control.deliver(fields.get("event"))} endpoints.`,
  dispute: (control, fields) => {
    control.openDispute(fields.get("charge"), {
      reason: fields.get("reason"),
      inquiry: fields.get("inquiry") === "yes",
    });
    return "The dispute is open.";
  },
  "decide-dispute": (control, fields) => {
    const won = fields.get("verdict") === "won";
    control.decideDispute(fields.get("dispute"), won ? "won" : "lost");
    return won ? "The platform won." : "The buyer won.";
  },
  "escalate-dispute": (control, fields) => {
    control.escalateDispute(fields.get("dispute"));
    return "The inquiry is a dispute now.";
  },
  "settle-refund": (control, fields) => {
    const failed = fields.get("as") === "failed";
    control.settleRefund(fields.get("refund"), failed ? "failed" : "succeeded");
    return failed ? "The refund failed; its money is back in the platform's balance." : "The refund succeeded.";
  },
  "settle-payout": (control, fields) => {
    control.settlePayout(fields.get("payout"), fields.get("as") === "failed" ? "failed" : "paid");
    return fields.get("as") === "failed"
      ? "The payout failed; its money is back in the seller's balance."
      : "The payout arrived.";
  },
  onboard: (control, fields) => {
    control.onboard(fields.get("account"));
    return "The seller has said everything.";
  },
  drain: (control, fields) => {
    const sums = Object.entries(control.drain(fields.get("account"))).map(([currency, amount]) =>
      formatMoney(amount, currency),
    );
    return sums.length === 0 ? "It held nothing." : `${sums.join(" and ")} went to the seller's bank.`;
  },
  hold: (control, fields) => {
    const held = fields.get("held") === "yes";
    control.hold(fields.get("account"), held);
    return held ? "Transfers to the seller are stopped." : "Transfers reach the seller again.";
  },
  "close-account": (control, fields) => {
    control.closeAccount(fields.get("account"));
    return "The account is closed for good.";
  },
  card: (control, fields) => {
    control.setCard(fields.get("customer"), fields.get("number"));
    return `The card is now the one that ends in ${fields.get("number").slice(-4)}.`;
  },
};

/** Does what a button asked for. Errors: ApiError. */
export function act(control: Control, fields: Fields): { readonly done: string; readonly back: string } {
  const action = ACTIONS[fields.get("do")];
  if (action === undefined) throw invalidRequest("No such action.", "parameter_invalid", "do");
  const back = fields.get("back");
  // Only to the desk's own pages, whatever a form says.
  return { done: action(control, fields), back: /^\/test(?:\/[\w/]*)?$/u.test(back) ? back : "/test" };
}
