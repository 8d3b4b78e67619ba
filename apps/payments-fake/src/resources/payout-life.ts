import { emit } from "../events/emit.ts";
import { transfersStatus } from "../shapes/account.ts";
import { payout as shape } from "../shapes/seller.ts";
import { startOfDay } from "../state/due.ts";
import { newId } from "../state/ids.ts";
import type { AccountRow, BalanceSettingsRow, PayoutRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { book } from "./movements.ts";

const DAY = 86_400;
const ARRIVES_AFTER = 2 * DAY;
const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

export function canBePaidOut(row: AccountRow): boolean {
  return transfersStatus(row) === "active" && row.bank !== null;
}

type Sending = Pick<
  PayoutRow,
  "amount" | "currency" | "automatic" | "description" | "statementDescriptor" | "metadata"
> & { readonly account: string | undefined };

/** Sends money from a balance to its owner's bank. */
export function sendPayout(world: World, { account, ...sending }: Sending): PayoutRow {
  const id = newId("po");
  const now = world.now();
  const movement = book(world, {
    type: "payout",
    amount: -sending.amount,
    currency: sending.currency,
    source: id,
    description: "STRIPE PAYOUT",
    account,
    payout: id,
  });
  const row = world.tables.payouts.put({
    id,
    created: now,
    ...(account === undefined ? {} : { account }),
    ...sending,
    status: "pending",
    arrivalDate: startOfDay(now + ARRIVES_AFTER),
    movement: movement.id,
    failureMovement: null,
    failure: null,
    destination: account === undefined ? null : (world.tables.accounts.get(account)?.bank?.id ?? null),
  });
  emit(world, { type: "payout.created", object: shape(row), account });
  return row;
}

export function arrive(world: World, row: PayoutRow): PayoutRow {
  const paid = world.tables.payouts.put({ ...row, status: "paid" });
  emit(world, { type: "payout.paid", object: shape(paid), account: row.account });
  return paid;
}

/** A payout that its bank refused, or that was called back: the money is in the balance again. */
export function takeBackPayout(world: World, row: PayoutRow, as: "failed" | "canceled"): PayoutRow {
  const type = as === "failed" ? "payout_failure" : "payout_cancel";
  const movement = book(world, {
    type,
    amount: row.amount,
    currency: row.currency,
    source: row.id,
    description: "STRIPE PAYOUT REVERSAL",
    account: row.account,
  });
  const failure = as === "failed" ? { code: "account_closed", message: "The bank account has been closed." } : null;
  const back = world.tables.payouts.put({ ...row, status: as, failureMovement: movement.id, failure });
  emit(world, {
    type: as === "failed" ? "payout.failed" : "payout.canceled",
    object: shape(back),
    account: row.account,
  });
  return back;
}

/** Looks at an account on its schedule: what is available above what it keeps goes to its bank. */
export function runPayouts(world: World, settings: BalanceSettingsRow): void {
  const now = world.now();
  world.tables.balanceSettings.put({ ...settings, lastRun: now });
  const account = world.tables.accounts.get(settings.id);
  if (account === undefined || !canBePaidOut(account) || !isPayoutDay(settings, now)) return;
  for (const [currency, held] of world.balances.of(account.id, now)) {
    // As in the API, what is set as the least stays in the account; only what is above it goes out.
    const amount = held.available - (settings.minimums[currency] ?? 0);
    if (amount <= 0) continue;
    sendPayout(world, {
      account: account.id,
      amount,
      currency,
      automatic: true,
      description: "STRIPE PAYOUT",
      statementDescriptor: settings.statementDescriptor,
      metadata: {},
    });
  }
}

function isPayoutDay(settings: BalanceSettingsRow, now: number): boolean {
  const date = new Date(now * 1000);
  switch (settings.interval) {
    case "manual":
      return false;
    case "daily":
      return true;
    case "weekly":
      return settings.weeklyDays.includes(WEEK[date.getUTCDay()] ?? "");
    case "monthly": {
      // The 31st means the last day where a month has none.
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return settings.monthlyDays.some((day) => Math.min(day, last) === date.getUTCDate());
    }
    default:
      return settings.interval satisfies never;
  }
}
