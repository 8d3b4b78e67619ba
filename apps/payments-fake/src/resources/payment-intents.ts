import { z } from "zod";
import { attempt, createIntent, type Outcome } from "../billing/pay.ts";
import { emit } from "../events/emit.ts";
import { ApiError, invalidRequest, resourceMissing } from "../http/api-error.ts";
import {
  bool,
  clearable,
  currency,
  expandable,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  text,
  webUrl,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { paymentIntent as shape, paymentMethod as methodShape } from "../shapes/payment.ts";
import { cardOf, TEST_METHODS } from "../state/cards.ts";
import { leastOf } from "../state/currency.ts";
import { newId } from "../state/ids.ts";
import type { PaymentMethodRow } from "../state/rows.ts";
import type { PaymentIntentRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";

const confirmation = {
  ...expandable,
  off_session: bool.optional(),
  payment_method: word.optional(),
  return_url: webUrl.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
};
const create = z.strictObject({
  ...confirmation,
  amount: positive,
  currency,
  automatic_payment_methods: z.strictObject({ enabled: bool, allow_redirects: text.optional() }).optional(),
  confirm: bool.optional(),
  customer: word.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method_types: z.array(text).optional(),
  transfer_group: text.optional(),
});
const update = z.strictObject({
  ...expandable,
  description: clearable.optional(),
  metadata: metadata.optional(),
  payment_method: word.optional(),
  receipt_email: clearable.optional(),
  transfer_group: text.optional(),
});
const cancel = z.strictObject({ ...expandable, cancellation_reason: text.optional() });
const list = z.strictObject({ ...paged, customer: word.optional() });

/** A card of a test: by the id the API gives each behaviour, or by a method made before. */
export function methodOf(world: World, id: string, param: string): PaymentMethodRow {
  const known = world.tables.paymentMethods.get(id);
  if (known !== undefined) return known;
  const number = TEST_METHODS[id];
  if (number === undefined) throw resourceMissing("PaymentMethod", id, param);
  return createMethod(world, { number, customer: null });
}

type NewMethod = Pick<PaymentMethodRow, "number" | "customer"> &
  Partial<Pick<PaymentMethodRow, "name" | "email" | "country" | "expMonth" | "expYear">>;

export function createMethod(world: World, given: NewMethod): PaymentMethodRow {
  const row = world.tables.paymentMethods.put({
    id: newId("pm"),
    created: world.now(),
    expMonth: 12,
    expYear: new Date(world.nowMs()).getUTCFullYear() + 3,
    name: null,
    email: null,
    country: null,
    metadata: {},
    ...given,
  });
  if (row.customer !== null) emit(world, { type: "payment_method.attached", object: methodShape(row) });
  return row;
}

/** The error of a declined card; what was tried stays on the books. */
export function declined(outcome: Outcome, world: World): ApiError {
  const { failure, paymentMethod } = outcome.charge;
  const method = paymentMethod === null ? undefined : world.tables.paymentMethods.get(paymentMethod);
  return new ApiError(
    402,
    {
      type: "card_error",
      code: failure?.code ?? "card_declined",
      decline_code: failure?.declineCode ?? undefined,
      message: failure?.message ?? "Your card was declined.",
      charge: outcome.charge.id,
      payment_intent: shape(outcome.intent, world),
      ...(method === undefined ? {} : { payment_method: methodShape(method) }),
    },
    { keepsChanges: true },
  );
}

function confirm(
  world: World,
  row: PaymentIntentRow,
  methodId: string | undefined,
  offSession: boolean,
): PaymentIntentRow {
  if (row.status === "succeeded" || row.status === "canceled") {
    throw invalidRequest(
      `You cannot confirm this PaymentIntent because it has a status of ${row.status}.`,
      "payment_intent_unexpected_state",
    );
  }
  const id = methodId ?? row.paymentMethod;
  if (id === null)
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      "parameter_missing",
      "payment_method",
    );
  const outcome = attempt(world, {
    intent: row,
    method: methodOf(world, id, "payment_method"),
    onSession: !offSession,
  });
  if (!outcome.paid) throw declined(outcome, world);
  return outcome.intent;
}

export const paymentIntentRoutes: readonly Route[] = [
  route("POST", "/v1/payment_intents", create, (call) => {
    const { world, params } = call;
    if (params.amount < leastOf(params.currency)) {
      throw invalidRequest(
        `Amount must be at least ${leastOf(params.currency)} in ${params.currency}`,
        "amount_too_small",
        "amount",
      );
    }
    if (params.customer !== undefined) found(call, world.tables.customers, "customer", params.customer, "customer");
    const made = createIntent(world, {
      amount: params.amount,
      currency: params.currency,
      customer: params.customer ?? null,
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
      transferGroup: params.transfer_group ?? null,
      receiptEmail: params.receipt_email ?? null,
      futureUsage: params.setup_future_usage === "off_session" ? "off_session" : null,
      paymentMethod:
        params.payment_method === undefined ? null : methodOf(world, params.payment_method, "payment_method").id,
    });
    return shape(params.confirm === true ? confirm(world, made, undefined, params.off_session ?? false) : made, world);
  }),
  route("GET", "/v1/payment_intents", list, (call) =>
    listOf({
      call,
      table: call.world.tables.paymentIntents,
      url: "/v1/payment_intents",
      shape: (row) => shape(row, call.world),
      where: { customer: call.params.customer },
    }),
  ),
  route("GET", "/v1/payment_intents/:id", z.strictObject({ ...expandable, client_secret: text.optional() }), (call) =>
    shape(intent(call), call.world),
  ),
  route("POST", "/v1/payment_intents/:id", update, (call) => {
    const { world, params } = call;
    const before = intent(call);
    const method = params.payment_method;
    const row = world.tables.paymentIntents.put({
      ...before,
      ...(params.description === undefined ? {} : { description: params.description }),
      ...(params.receipt_email === undefined ? {} : { receiptEmail: params.receipt_email }),
      ...(params.transfer_group === undefined ? {} : { transferGroup: params.transfer_group }),
      ...(method === undefined
        ? {}
        : { paymentMethod: methodOf(world, method, "payment_method").id, status: "requires_confirmation" as const }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    return shape(row, world);
  }),
  route("POST", "/v1/payment_intents/:id/confirm", z.strictObject(confirmation), (call) =>
    shape(confirm(call.world, intent(call), call.params.payment_method, call.params.off_session ?? false), call.world),
  ),
  route("POST", "/v1/payment_intents/:id/cancel", cancel, (call) => {
    const before = intent(call);
    if (before.status === "succeeded" || before.status === "canceled") {
      throw invalidRequest(
        `You cannot cancel this PaymentIntent because it has a status of ${before.status}.`,
        "payment_intent_unexpected_state",
      );
    }
    const row = call.world.tables.paymentIntents.put({ ...before, status: "canceled", canceledAt: call.world.now() });
    emit(call.world, { type: "payment_intent.canceled", object: shape(row, call.world) });
    return shape(row, call.world);
  }),
  route("GET", "/v1/payment_methods/:id", onlyExpand, (call) =>
    methodShape(found(call, call.world.tables.paymentMethods, "PaymentMethod", call.id)),
  ),
  route("POST", "/v1/payment_methods", newMethodParams(), (call) => {
    const card = cardOf(call.params.card.number ?? "4242424242424242");
    if (card === null)
      throw invalidRequest("Only the numbers of test cards may be used here.", "incorrect_number", "card[number]");
    return methodShape(createMethod(call.world, { number: card.number, customer: null }));
  }),
  route("POST", "/v1/payment_methods/:id/attach", z.strictObject({ ...expandable, customer: word }), (call) => {
    const customer = found(call, call.world.tables.customers, "customer", call.params.customer, "customer");
    const row = call.world.tables.paymentMethods.put({ ...methodOf(call.world, call.id, "id"), customer: customer.id });
    emit(call.world, { type: "payment_method.attached", object: methodShape(row), testClock: customer.testClock });
    return methodShape(row);
  }),
];

function newMethodParams() {
  const card = z.strictObject({
    number: text.optional(),
    token: text.optional(),
    exp_month: text.optional(),
    exp_year: text.optional(),
    cvc: text.optional(),
  });
  return z.strictObject({ ...expandable, type: z.literal("card"), card, metadata: metadata.optional() });
}

function intent(call: Call<unknown>): PaymentIntentRow {
  return found(call, call.world.tables.paymentIntents, "payment_intent", call.id);
}
