import type { Stripe } from "stripe";
import { cardBehind } from "../state/cards.ts";
import type { DisputeRow, ReversalRow, TransferRow } from "../state/rows-payments.ts";
import type { BalanceSettingsRow, PayoutRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { movement } from "./payment.ts";
import { wholeList, type Wire } from "./wire.ts";

export function transfer(row: TransferRow, world: World): Wire<Stripe.Transfer> {
  const reversals = world.tables.reversals.having("transfer", row.id).toReversed().map(reversal);
  return {
    id: row.id,
    object: "transfer",
    amount: row.amount,
    amount_reversed: row.reversed,
    balance_transaction: row.movement,
    created: row.created,
    currency: row.currency,
    description: row.description,
    destination: row.destination,
    destination_payment: row.destinationPayment,
    livemode: false,
    metadata: row.metadata,
    reversals: wholeList(`/v1/transfers/${row.id}/reversals`, reversals) as Wire<Stripe.Transfer>["reversals"],
    reversed: row.reversed === row.amount,
    source_transaction: row.sourceTransaction,
    source_type: "card",
    transfer_group: row.transferGroup,
  };
}

export function reversal(row: ReversalRow): Wire<Stripe.TransferReversal> {
  return {
    id: row.id,
    object: "transfer_reversal",
    amount: row.amount,
    balance_transaction: row.movement,
    created: row.created,
    currency: row.currency,
    destination_payment_refund: row.destinationRefund,
    metadata: row.metadata,
    source_refund: row.sourceRefund,
    transfer: row.transfer,
  };
}

const EVIDENCE_FIELDS = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const;
export { EVIDENCE_FIELDS };

export function dispute(row: DisputeRow, world: World): Wire<Stripe.Dispute> {
  const evidence = Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, row.evidence[field] ?? null]));
  const method = world.tables.paymentMethods.get(world.tables.charges.get(row.charge)?.paymentMethod ?? "");
  const inquiry = row.status.startsWith("warning");
  return {
    id: row.id,
    object: "dispute",
    amount: row.amount,
    balance_transactions: row.movements.map((id) => movement(world.tables.movements.need(id), world)),
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    enhanced_eligibility_types: [],
    evidence: { ...evidence, enhanced_evidence: {} } as Wire<Stripe.Dispute.Evidence>,
    evidence_details: {
      due_by: row.dueBy,
      enhanced_eligibility: {},
      has_evidence: Object.keys(row.evidence).length > 0,
      past_due: row.submissions === 0 && row.dueBy < world.now(),
      submission_count: row.submissions,
      submission_method: row.submissions > 0 ? "manual" : "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: row.metadata,
    payment_intent: row.paymentIntent,
    payment_method_details: {
      card: {
        brand: method === undefined ? "visa" : cardBehind(method.number).brand,
        case_type: inquiry ? "inquiry" : "chargeback",
        network: "visa",
        network_reason_code: row.reason === "fraudulent" ? "10.4" : "13.1",
      },
      type: "card",
    },
    reason: row.reason,
    status: row.status,
  };
}

export function payout(row: PayoutRow): Wire<Stripe.Payout> {
  return {
    id: row.id,
    object: "payout",
    amount: row.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: row.arrivalDate,
    automatic: row.automatic,
    balance_transaction: row.movement,
    created: row.created,
    currency: row.currency,
    description: row.description,
    destination: row.destination,
    failure_balance_transaction: row.failureMovement,
    failure_code: row.failure?.code ?? null,
    failure_message: row.failure?.message ?? null,
    livemode: false,
    metadata: row.metadata,
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: row.automatic ? "completed" : "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: row.statementDescriptor,
    status: row.status,
    trace_id: { status: row.status === "paid" ? "supported" : "pending", value: row.status === "paid" ? row.id : null },
    type: "bank_account",
  };
}

type Amount = { amount: number; currency: string; source_types: { card: number } };

export function balance(account: string, world: World): Wire<Stripe.Balance> {
  const available: Amount[] = [];
  const pending: Amount[] = [];
  for (const [currency, held] of world.balances.of(account, world.now())) {
    available.push({ amount: held.available, currency, source_types: { card: held.available } });
    pending.push({ amount: held.pending, currency, source_types: { card: held.pending } });
  }
  if (available.length === 0) {
    available.push({ amount: 0, currency: "eur", source_types: { card: 0 } });
    pending.push({ amount: 0, currency: "eur", source_types: { card: 0 } });
  }
  return {
    object: "balance",
    available,
    ...(account === "" ? { connect_reserved: [{ amount: 0, currency: "eur" }] } : {}),
    livemode: false,
    pending,
  };
}

export function balanceSettings(row: BalanceSettingsRow, enabled: boolean): Wire<Stripe.BalanceSettings> {
  return {
    object: "balance_settings",
    payments: {
      debit_negative_balances: row.debitNegative,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: Object.keys(row.minimums).length === 0 ? null : { ...row.minimums },
        schedule: {
          interval: row.interval,
          ...(row.interval === "monthly" ? { monthly_payout_days: [...row.monthlyDays] } : {}),
          ...(row.interval === "weekly" ? { weekly_payout_days: [...row.weeklyDays] as never } : {}),
        },
        statement_descriptor: row.statementDescriptor,
        status: enabled ? "enabled" : "disabled",
      },
      settlement_timing: {
        delay_days: row.delayDays ?? 2,
        ...(row.delayDays === null ? {} : { delay_days_override: row.delayDays }),
        start_of_day: null,
      },
    },
  };
}
