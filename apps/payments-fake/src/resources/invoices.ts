import { z } from "zod";
import { collect, finalize, markUncollectible, methodFor, voidInvoice } from "../billing/invoices.ts";
import { previewInvoice } from "../billing/subscription-change.ts";
import { follow } from "../billing/subscription-life.ts";
import { declined, methodOf } from "./payment-intents.ts";
import { invalidRequest } from "../http/api-error.ts";
import {
  bool,
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
import { invoicePayment } from "../shapes/billing.ts";
import { invoice as shape, invoiceLine } from "../shapes/invoice.ts";
import { wholeList } from "../shapes/wire.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";

const list = z.strictObject({
  ...paged,
  customer: word.optional(),
  status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
  subscription: word.optional(),
  collection_method: text.optional(),
});
const pay = z.strictObject({ ...expandable, off_session: bool.optional(), payment_method: word.optional() });
const item = z.strictObject({ id: word.optional(), price: word.optional(), quantity: positive.optional() });
const preview = z.strictObject({
  ...expandable,
  customer: word.optional(),
  subscription: word.optional(),
  preview_mode: z.literal("next").optional(),
  subscription_details: z
    .strictObject({
      items: z.array(item).max(20).optional(),
      proration_behavior: z.enum(["always_invoice", "create_prorations", "none"]).optional(),
      proration_date: int.optional(),
    })
    .optional(),
});
const listPayments = z.strictObject({
  ...paged,
  invoice: word.optional(),
  payment: z
    .strictObject({ type: z.enum(["payment_intent", "payment_record"]), payment_intent: word.optional() })
    .optional(),
  status: z.enum(["canceled", "open", "paid"]).optional(),
});

function invoiceOf(call: Call<unknown>): InvoiceRow {
  return found(call, call.world.tables.invoices, "invoice", call.id);
}

function open(call: Call<unknown>): InvoiceRow {
  const row = invoiceOf(call);
  if (row.status === "paid") throw invalidRequest("Invoice is already paid", "invoice_already_paid");
  if (row.status === "void" || row.status === "uncollectible")
    throw invalidRequest(`This invoice is ${row.status}.`, "invoice_not_editable");
  return row;
}

export const invoiceRoutes: readonly Route[] = [
  route("GET", "/v1/invoices", list, (call) =>
    listOf({
      call,
      table: call.world.tables.invoices,
      url: "/v1/invoices",
      shape: (row) => shape(row, call.world),
      where: { customer: call.params.customer, subscription: call.params.subscription, status: call.params.status },
    }),
  ),
  route("POST", "/v1/invoices/create_preview", preview, (call) => {
    const { params, world } = call;
    const subscription = found(
      call,
      world.tables.subscriptions,
      "subscription",
      params.subscription ?? "",
      "subscription",
    );
    const given = params.subscription_details;
    const row = previewInvoice(world, subscription, {
      changes: (given?.items ?? []).map(({ id, price, quantity }) => ({
        id: id ?? subscription.items[0]?.id,
        price,
        quantity,
      })),
      behavior: given?.proration_behavior ?? "create_prorations",
      at: given?.proration_date ?? world.now(subscription.testClock),
    });
    return shape(row, world);
  }),
  route("GET", "/v1/invoices/:id", onlyExpand, (call) => shape(invoiceOf(call), call.world)),
  route(
    "POST",
    "/v1/invoices/:id",
    z.strictObject({ ...expandable, metadata: metadata.optional(), description: text.optional() }),
    (call) => {
      const before = invoiceOf(call);
      const { description } = call.params;
      const row = call.world.tables.invoices.put({
        ...before,
        ...(description === undefined ? {} : { description }),
        metadata: mergeMetadata(before.metadata, call.params.metadata),
      });
      return shape(row, call.world);
    },
  ),
  route("POST", "/v1/invoices/:id/pay", pay, (call) => {
    const { world, params } = call;
    const before = open(call);
    const row = before.status === "draft" ? finalize(world, before) : before;
    if (row.status === "paid") return shape(row, world);
    const subscription = row.subscription === null ? undefined : world.tables.subscriptions.get(row.subscription);
    const method =
      params.payment_method === undefined
        ? methodFor(world, row.customer, subscription?.paymentMethod ?? null)
        : methodOf(world, params.payment_method, "payment_method");
    if (method === null)
      throw invalidRequest(
        "There is no default_payment_method set on this Customer or Invoice.",
        "invoice_payment_method_missing",
        "payment_method",
      );
    const { invoice, paid } = collect(world, row, { method, onSession: params.off_session !== true, automatic: false });
    if (paid) {
      follow(world, invoice);
      return shape(invoice, world);
    }
    const intent = world.tables.paymentIntents.need(invoice.paymentIntent ?? "");
    throw declined({ paid: false, intent, charge: world.tables.charges.need(intent.latestCharge ?? "") }, world);
  }),
  route(
    "POST",
    "/v1/invoices/:id/finalize",
    z.strictObject({ ...expandable, auto_advance: bool.optional() }),
    (call) => {
      const row = invoiceOf(call);
      if (row.status !== "draft") throw invalidRequest("This invoice is already finalized.", "invoice_not_editable");
      return shape(finalize(call.world, row), call.world);
    },
  ),
  route("POST", "/v1/invoices/:id/void", onlyExpand, (call) => shape(voidInvoice(call.world, open(call)), call.world)),
  route("POST", "/v1/invoices/:id/mark_uncollectible", onlyExpand, (call) =>
    shape(markUncollectible(call.world, open(call)), call.world),
  ),
  route("GET", "/v1/invoices/:id/lines", z.strictObject(paged), (call) => {
    const row = invoiceOf(call);
    return wholeList(
      `/v1/invoices/${row.id}/lines`,
      row.lines.map((line) => invoiceLine(line, row, call.world)),
    );
  }),
  route("GET", "/v1/invoice_payments", listPayments, (call) =>
    listOf({
      call,
      table: call.world.tables.invoicePayments,
      url: "/v1/invoice_payments",
      shape: invoicePayment,
      where: {
        invoice: call.params.invoice,
        paymentIntent: call.params.payment?.payment_intent,
        status: call.params.status,
      },
    }),
  ),
  route("GET", "/v1/invoice_payments/:id", onlyExpand, (call) =>
    invoicePayment(found(call, call.world.tables.invoicePayments, "invoice_payment", call.id)),
  ),
];
