import {
  answerDisputes,
  forgetPaymentEvents,
  reconcile,
  tendRefunds,
  tendSubscriptions,
  tendTransfers,
} from "@fleet-persona/hub-core";
import type { MoneyDeps } from "@fleet-persona/hub-core";
import type { Job } from "../jobs.ts";

const dayMs = 86_400_000;
// Longer than disputes and failing refunds take to come to light after a payment; the nights between look at less.
const reconciledDays = 35;

/** The recurring work of a worker that moves money. */
export const moneyJobs = (money: MoneyDeps): readonly Job[] => [
  { name: "refunds", cron: "* * * * *", run: () => tendRefunds(money) },
  { name: "disputes", cron: "*/5 * * * *", run: () => answerDisputes(money) },
  { name: "transfers", cron: "*/15 * * * *", run: () => tendTransfers(money) },
  { name: "seats", cron: "*/15 * * * *", run: () => tendSubscriptions(money) },
  { name: "reconcile", cron: "37 2 * * *", run: () => reconcileDays(money) },
  { name: "forget-payment-events", cron: "11 3 * * *", run: () => forgetPaymentEvents(money) },
];

async function reconcileDays(money: MoneyDeps): Promise<unknown> {
  const now = money.now().getTime();
  const { looked, differences, healed } = await reconcile(money, {
    from: now - reconciledDays * dayMs,
    to: now + dayMs,
  });
  return { looked, differences, healed };
}
