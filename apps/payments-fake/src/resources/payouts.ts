import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import {
  amount,
  bool,
  clearable,
  currency,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { balance, balanceSettings, payout as shape } from "../shapes/seller.ts";
import type { BalanceSettingsRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { canBePaidOut, sendPayout, takeBackPayout } from "./payout-life.ts";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const minimums = z.union([
  z.literal("").transform((): Record<string, number> => ({})),
  z.record(z.string().regex(/^[A-Za-z]{3}$/u), z.union([amount, z.literal("").transform(() => null)])),
]);
const schedule = z.strictObject({
  interval: z.enum(["daily", "weekly", "monthly", "manual"]).optional(),
  monthly_payout_days: z.array(int).max(31).optional(),
  weekly_payout_days: z.array(z.enum(DAYS)).max(5).optional(),
});
const settings = z.strictObject({
  ...expandable,
  payments: z
    .strictObject({
      debit_negative_balances: bool.optional(),
      payouts: z
        .strictObject({
          minimum_balance_by_currency: minimums.optional(),
          schedule: schedule.optional(),
          statement_descriptor: clearable.optional(),
        })
        .optional(),
      settlement_timing: z
        .strictObject({ delay_days_override: z.union([z.literal("").transform(() => null), int]).optional() })
        .optional(),
    })
    .optional(),
});
const create = z.strictObject({
  ...expandable,
  amount: positive,
  currency,
  description: text.optional(),
  metadata: metadata.optional(),
  method: z.literal("standard").optional(),
  source_type: z.literal("card").optional(),
  statement_descriptor: text.optional(),
});
const list = z.strictObject({
  ...paged,
  status: z.enum(["pending", "paid", "failed", "canceled", "in_transit"]).optional(),
  arrival_date: z.unknown().optional(),
});

/** Settings as they are before anybody sets them. */
export function freshSettings(account: string, now: number): BalanceSettingsRow {
  return {
    id: account,
    created: now,
    interval: "daily",
    weeklyDays: ["monday"],
    monthlyDays: [1],
    minimums: {},
    delayDays: null,
    debitNegative: false,
    statementDescriptor: null,
    lastRun: now,
  };
}

function settingsOf(call: Call<unknown>): BalanceSettingsRow {
  const id = call.account ?? "platform";
  return call.world.tables.balanceSettings.get(id) ?? { ...freshSettings(id, call.world.now()), interval: "manual" };
}

function changeSettings(call: Call<z.infer<typeof settings>>): BalanceSettingsRow {
  const { world, params } = call;
  const before = settingsOf(call);
  const given = params.payments;
  const payouts = given?.payouts;
  const {
    interval = before.interval,
    weekly_payout_days: weekly,
    monthly_payout_days: monthly,
  } = payouts?.schedule ?? {};
  if (interval === "weekly" && weekly === undefined && before.interval !== "weekly") {
    throw invalidRequest(
      "weekly_payout_days is required when the interval is weekly.",
      "parameter_missing",
      "payments[payouts][schedule][weekly_payout_days]",
    );
  }
  if (interval === "monthly" && monthly === undefined && before.interval !== "monthly") {
    throw invalidRequest(
      "monthly_payout_days is required when the interval is monthly.",
      "parameter_missing",
      "payments[payouts][schedule][monthly_payout_days]",
    );
  }
  const merged: Record<string, number> =
    payouts?.minimum_balance_by_currency !== undefined && Object.keys(payouts.minimum_balance_by_currency).length === 0
      ? {}
      : { ...before.minimums };
  for (const [of, least] of Object.entries(payouts?.minimum_balance_by_currency ?? {})) {
    if (least === null) delete merged[of.toLowerCase()];
    else merged[of.toLowerCase()] = least;
  }
  const delay = given?.settlement_timing?.delay_days_override;
  const row = world.tables.balanceSettings.put({
    ...before,
    interval,
    weeklyDays: weekly ?? before.weeklyDays,
    monthlyDays: monthly ?? before.monthlyDays,
    minimums: merged,
    debitNegative: given?.debit_negative_balances ?? before.debitNegative,
    statementDescriptor:
      payouts?.statement_descriptor === undefined ? before.statementDescriptor : payouts.statement_descriptor,
    delayDays: delay === undefined ? before.delayDays : delay,
    lastRun: before.interval === "manual" && interval !== "manual" ? world.now() : before.lastRun,
  });
  emit(world, { type: "balance_settings.updated", object: settingsShape(world, row), account: call.account });
  return row;
}

function settingsShape(world: World, row: BalanceSettingsRow): object {
  const account = world.tables.accounts.get(row.id);
  return balanceSettings(row, account === undefined || canBePaidOut(account));
}

export const payoutRoutes: readonly Route[] = [
  route("GET", "/v1/balance", onlyExpand, (call) => balance(call.account ?? "", call.world)),
  route("GET", "/v1/balance_settings", onlyExpand, (call) => settingsShape(call.world, settingsOf(call))),
  route("POST", "/v1/balance_settings", settings, (call) => settingsShape(call.world, changeSettings(call))),
  route("POST", "/v1/payouts", create, (call) => {
    const { world, params } = call;
    const { available } = world.balances.in(call.account ?? "", params.currency, world.now());
    if (available < params.amount) {
      throw invalidRequest(
        "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.",
        "balance_insufficient",
        "amount",
      );
    }
    const account = call.account === undefined ? undefined : world.tables.accounts.need(call.account);
    if (account !== undefined && !canBePaidOut(account))
      throw invalidRequest("Payouts are not enabled for this account.", "payouts_not_allowed");
    const row = sendPayout(world, {
      account: call.account,
      amount: params.amount,
      currency: params.currency,
      automatic: false,
      description: params.description ?? null,
      statementDescriptor: params.statement_descriptor ?? null,
      metadata: mergeMetadata({}, params.metadata),
    });
    return shape(row);
  }),
  route("GET", "/v1/payouts", list, (call) =>
    listOf({
      call,
      table: call.world.tables.payouts,
      url: "/v1/payouts",
      shape,
      where: { status: call.params.status },
    }),
  ),
  route("GET", "/v1/payouts/:id", onlyExpand, (call) =>
    shape(found(call, call.world.tables.payouts, "payout", call.id)),
  ),
  route("POST", "/v1/payouts/:id/cancel", z.strictObject({ ...expandable, reason: word.optional() }), (call) => {
    const row = found(call, call.world.tables.payouts, "payout", call.id);
    if (row.status !== "pending")
      throw invalidRequest("Only pending payouts can be canceled.", "payout_not_cancelable", "id");
    return shape(takeBackPayout(call.world, row, "canceled"));
  }),
];
