import { book, SETTLES_AFTER } from "../resources/movements.ts";
import { chances } from "../http/weather.ts";
import { feeOf } from "../state/currency.ts";
import { newId, randomText } from "../state/ids.ts";
import type { CustomerRow, PaymentMethodRow } from "../state/rows.ts";
import type { ChargeRow } from "../state/rows-payments.ts";
import { givenBack, passedOn } from "./seed-later.ts";
import type { World } from "../state/world.ts";

const DAY = 86_400;
const PER_TRANSACTION = 1000;

/** A past to start from: paid orders, oldest first. Amounts in the smallest unit, without tax. */
export type Seed = {
  readonly payments: number;
  /** The first payment is this many days ago; they are spread evenly until now. */
  readonly days?: number;
  readonly seed?: number;
  readonly currency?: string;
  readonly buyers?: number;
  /** The part of them that was given back. */
  readonly refunded?: number;
  /** An account that is paid 85 % of each payment older than 14 days. */
  readonly transferTo?: string | null;
  /** Metadata of the nth payment; `order_id` and `tenant_id` of its own by default. */
  readonly metadata?: (index: number) => Readonly<Record<string, string>>;
  /** Announce each payment, as if it had happened while somebody listened. */
  readonly events?: boolean;
};

export type Seeded = { readonly payments: number; readonly charges: readonly string[] };

/** Fills the books with plausible paid orders, in seconds rather than through the API. */
export function seed(world: World, asked: Seed): Seeded {
  const chance = chances(asked.seed ?? 1);
  const currency = asked.currency ?? "eur";
  const now = world.now();
  const span = (asked.days ?? 90) * DAY;
  const buyers = world.transact(() =>
    Array.from({ length: Math.max(1, asked.buyers ?? Math.min(1000, Math.ceil(asked.payments / 20))) }, (_, at) =>
      buyer(world, at, now - span),
    ),
  );
  const prices = world.transact(() =>
    [1900, 4900, 9900, 19_900, 49_900].map((unit) => goods(world, unit, currency, now - span)),
  );
  const charges: string[] = [];
  for (let from = 0; from < asked.payments; from += PER_TRANSACTION) {
    world.fill(() => {
      for (let at = from; at < Math.min(asked.payments, from + PER_TRANSACTION); at += 1) {
        const bought = buyers[Math.floor(chance() * buyers.length)];
        const price = prices[Math.floor(chance() * prices.length)];
        if (bought === undefined || price === undefined) continue;
        const created = now - span + Math.floor((span * at) / asked.payments);
        const metadata = asked.metadata?.(at) ?? { order_id: `order_${at}`, tenant_id: `tenant_${bought.customer.id}` };
        const charge = paidOrder(world, { ...bought, price, created, metadata, currency });
        charges.push(charge.id);
        if (chance() < (asked.refunded ?? 0)) givenBack(world, charge);
        else if (asked.transferTo != null && created < now - 14 * DAY) passedOn(world, charge, asked.transferTo);
      }
    });
  }
  return { payments: charges.length, charges };
}

type Buyer = { readonly customer: CustomerRow; readonly method: PaymentMethodRow };

function buyer(world: World, at: number, created: number): Buyer {
  const method = newId("pm");
  const customer = world.tables.customers.put({
    id: newId("cus"),
    created,
    name: `Buyer ${at}`,
    email: `buyer-${at}@example.test`,
    description: null,
    phone: null,
    country: "DE",
    taxExempt: "none",
    taxId: null,
    paymentMethod: method,
    balance: 0,
    currency: null,
    invoicePrefix: randomText(8).toUpperCase(),
    nextInvoice: 1,
    delinquent: false,
    testClock: null,
    metadata: {},
  });
  const row = world.tables.paymentMethods.put({
    id: method,
    created,
    customer: customer.id,
    number: "4242424242424242",
    expMonth: 12,
    expYear: 2031,
    name: customer.name,
    email: customer.email,
    country: "DE",
    metadata: {},
  });
  return { customer, method: row };
}

type Goods = { readonly id: string; readonly unit: number };

function goods(world: World, unit: number, currency: string, created: number): Goods {
  const product = world.tables.products.put({
    id: newId("prod"),
    created,
    name: `Persona for ${unit}`,
    description: null,
    active: true,
    taxCode: null,
    unitLabel: null,
    images: [],
    metadata: {},
  });
  const price = world.tables.prices.put({
    id: newId("price"),
    created,
    product: product.id,
    active: true,
    currency,
    unitAmount: unit,
    recurring: null,
    taxBehavior: "exclusive",
    nickname: null,
    lookupKey: null,
    metadata: {},
  });
  return { id: price.id, unit };
}

type Order = Buyer & {
  readonly price: Goods;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly currency: string;
};

function paidOrder(world: World, { customer, method, price, created, metadata, currency }: Order): ChargeRow {
  const chargeId = newId("ch");
  const intentId = newId("pi");
  const movement = book(world, {
    type: "charge",
    amount: price.unit,
    fee: feeOf(price.unit, currency),
    currency,
    source: chargeId,
    availableOn: created + SETTLES_AFTER,
    created,
  });
  world.tables.paymentIntents.put({
    id: intentId,
    created,
    amount: price.unit,
    currency,
    customer: customer.id,
    status: "succeeded",
    paymentMethod: method.id,
    latestCharge: chargeId,
    description: null,
    transferGroup: null,
    failure: null,
    canceledAt: null,
    receiptEmail: customer.email,
    futureUsage: null,
    secret: "seeded",
    metadata,
  });
  paidSession(world, { customer, method, price, created, metadata, currency }, intentId);
  return world.tables.charges.put({
    id: chargeId,
    created,
    amount: price.unit,
    refunded: 0,
    currency,
    status: "succeeded",
    paymentIntent: intentId,
    customer: customer.id,
    paymentMethod: method.id,
    movement: movement.id,
    disputed: false,
    description: null,
    failure: null,
    receiptEmail: customer.email,
    transferGroup: null,
    sourceTransfer: null,
    metadata,
  });
}

const NO_DATA = { metadata: {}, description: null };
const NO_SUBSCRIPTION = { ...NO_DATA, trialEnd: null, trialDays: null, missingMethod: "create_invoice" } as const;
const NOTHING_CHOSEN = { promotion: null, coupon: null, country: "DE", taxId: null, email: null, name: null };

function paidSession(world: World, { customer, price, created, metadata, currency }: Order, intentId: string): void {
  world.tables.sessions.put({
    id: `cs_test_${randomText(30)}`,
    created: created - 60,
    mode: "payment",
    status: "complete",
    paymentStatus: "paid",
    customer: customer.id,
    customerEmail: null,
    customerCreation: "if_required",
    currency,
    lines: [{ id: newId("li"), price: price.id, quantity: 1, metadata: {} }],
    successUrl: "http://127.0.0.1/success",
    cancelUrl: null,
    expiresAt: created + DAY,
    reference: null,
    allowCodes: false,
    automaticTax: false,
    collectTaxId: false,
    invoiceCreation: null,
    locale: null,
    metadata,
    paymentData: { ...NO_DATA, metadata, transferGroup: null },
    subscriptionData: NO_SUBSCRIPTION,
    billingAddress: "auto",
    chosen: NOTHING_CHOSEN,
    paymentIntent: intentId,
    subscription: null,
    invoice: null,
    failure: null,
  });
}
