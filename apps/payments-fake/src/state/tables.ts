import type * as accounts from "./rows-accounts.ts";
import type * as billing from "./rows-billing.ts";
import type * as payments from "./rows-payments.ts";
import type * as rows from "./rows.ts";
import { Table } from "./table.ts";

/** Everything the processor keeps, by kind. */
export type Tables = {
  readonly customers: Table<rows.CustomerRow>;
  readonly paymentMethods: Table<rows.PaymentMethodRow>;
  readonly products: Table<rows.ProductRow>;
  readonly prices: Table<rows.PriceRow>;
  readonly coupons: Table<rows.CouponRow>;
  readonly promotionCodes: Table<rows.PromotionCodeRow>;
  readonly discounts: Table<accounts.DiscountRow>;
  readonly sessions: Table<rows.SessionRow>;
  readonly paymentIntents: Table<payments.PaymentIntentRow>;
  readonly charges: Table<payments.ChargeRow>;
  readonly movements: Table<payments.MovementRow>;
  readonly refunds: Table<payments.RefundRow>;
  readonly transfers: Table<payments.TransferRow>;
  readonly reversals: Table<payments.ReversalRow>;
  readonly disputes: Table<payments.DisputeRow>;
  readonly subscriptions: Table<billing.SubscriptionRow>;
  readonly invoices: Table<billing.InvoiceRow>;
  readonly invoicePayments: Table<billing.InvoicePaymentRow>;
  readonly payouts: Table<accounts.PayoutRow>;
  readonly accounts: Table<accounts.AccountRow>;
  readonly accountLinks: Table<accounts.AccountLinkRow>;
  readonly balanceSettings: Table<accounts.BalanceSettingsRow>;
  readonly portalSessions: Table<accounts.PortalSessionRow>;
  readonly events: Table<accounts.EventRow>;
  readonly deliveries: Table<accounts.DeliveryRow>;
  readonly endpoints: Table<accounts.EndpointRow>;
  readonly testClocks: Table<accounts.TestClockRow>;
  readonly idempotency: Table<accounts.IdempotencyRow>;
  readonly settings: Table<accounts.SettingRow>;
};

export type TableName = keyof Tables;
export type RowOf<Name extends TableName> = Tables[Name] extends Table<infer R> ? R : never;

const INDEXED = {
  customers: ["email", "testClock"],
  paymentMethods: ["customer"],
  products: [],
  prices: ["product"],
  coupons: [],
  promotionCodes: ["code", "coupon"],
  discounts: [],
  sessions: ["customer", "paymentIntent", "subscription"],
  paymentIntents: ["customer"],
  charges: ["customer", "paymentIntent", "transferGroup", "sourceTransfer"],
  movements: ["source", "payout"],
  refunds: ["charge", "paymentIntent"],
  transfers: ["destination", "transferGroup", "sourceTransaction"],
  reversals: ["transfer"],
  disputes: ["charge", "paymentIntent"],
  subscriptions: ["customer", "testClock"],
  invoices: ["customer", "subscription", "paymentIntent"],
  invoicePayments: ["invoice", "paymentIntent"],
  payouts: [],
  accounts: [],
  accountLinks: ["for"],
  balanceSettings: [],
  portalSessions: [],
  events: ["type"],
  deliveries: ["event", "state"],
  endpoints: [],
  testClocks: [],
  idempotency: [],
  settings: [],
} as const satisfies { readonly [Name in TableName]: readonly (keyof RowOf<Name> & string)[] };

export type AnyRow = rows.Row;
type Changed = (table: TableName, before: AnyRow | undefined, after: AnyRow | undefined) => void;

export function createTables(changed: Changed): Tables {
  const made = Object.fromEntries(
    Object.entries(INDEXED).map(([name, indexed]) => [
      name,
      new Table<AnyRow>(name, indexed as readonly never[], (table, before, after) =>
        changed(table as TableName, before, after),
      ),
    ]),
  );
  return made as unknown as Tables;
}

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(INDEXED, name);
}
