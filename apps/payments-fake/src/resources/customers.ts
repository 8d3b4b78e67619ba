import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import {
  bool,
  clearable,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Route } from "../http/route.ts";
import { customer as shape, customerTaxIds } from "../shapes/catalogue.ts";
import { paymentMethod as methodShape } from "../shapes/payment.ts";
import { newId, randomText } from "../state/ids.ts";
import type { CustomerRow } from "../state/rows.ts";
import { isTaxId, isTaxIdType } from "../state/tax.ts";
import type { World } from "../state/world.ts";

const address = z.union([
  z.literal("").transform((): { country?: string } => ({})),
  z.strictObject({
    city: text.optional(),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/u)
      .optional(),
    line1: text.optional(),
    line2: text.optional(),
    postal_code: text.optional(),
    state: text.optional(),
  }),
]);
const taxExempt = z.enum(["none", "exempt", "reverse", ""]);
const taxIdData = z.strictObject({ type: z.string().refine(isTaxIdType), value: word });

const fields = {
  ...expandable,
  address: address.optional(),
  balance: int.optional(),
  description: clearable.optional(),
  email: clearable.optional(),
  invoice_prefix: z
    .string()
    .regex(/^[A-Z0-9]{3,12}$/u)
    .optional(),
  invoice_settings: z
    .strictObject({ default_payment_method: clearable.optional(), footer: clearable.optional() })
    .optional(),
  metadata: metadata.optional(),
  name: clearable.optional(),
  next_invoice_sequence: int.optional(),
  phone: clearable.optional(),
  preferred_locales: z.array(text).optional(),
  tax: z.strictObject({ ip_address: text.optional(), validate_location: text.optional() }).optional(),
  tax_exempt: taxExempt.optional(),
  validate: bool.optional(),
};
const create = z.strictObject({
  ...fields,
  tax_id_data: z.array(taxIdData).max(1).optional(),
  test_clock: word.optional(),
  payment_method: word.optional(),
});
const update = z.strictObject(fields);
const list = z.strictObject({ ...paged, email: text.optional(), test_clock: word.optional() });

type NewCustomer = Partial<
  Pick<
    CustomerRow,
    | "name"
    | "email"
    | "description"
    | "phone"
    | "country"
    | "taxExempt"
    | "taxId"
    | "balance"
    | "metadata"
    | "testClock"
    | "invoicePrefix"
    | "paymentMethod"
  >
>;

export function createCustomer(world: World, given: NewCustomer): CustomerRow {
  const row = world.tables.customers.put({
    id: newId("cus"),
    created: world.now(given.testClock ?? null),
    name: null,
    email: null,
    description: null,
    phone: null,
    country: null,
    taxExempt: "none",
    taxId: null,
    paymentMethod: null,
    balance: 0,
    currency: null,
    invoicePrefix: randomText(8).toUpperCase(),
    nextInvoice: 1,
    delinquent: false,
    testClock: null,
    metadata: {},
    ...given,
  });
  emit(world, { type: "customer.created", object: shape(row), testClock: row.testClock });
  return row;
}

export const customerRoutes: readonly Route[] = [
  route("POST", "/v1/customers", create, (call) => {
    const { world, params } = call;
    if (params.test_clock !== undefined)
      found(call, world.tables.testClocks, "test clock", params.test_clock, "test_clock");
    const [taxId] = params.tax_id_data ?? [];
    if (taxId !== undefined && !isTaxId(taxId.type, taxId.value)) {
      throw invalidRequest(`Invalid value for ${taxId.type}.`, "tax_id_invalid", "tax_id_data[0][value]");
    }
    const row = createCustomer(world, {
      ...changesOf(params),
      metadata: mergeMetadata({}, params.metadata),
      testClock: params.test_clock ?? null,
      taxId: taxId === undefined ? null : { id: newId("txi"), ...taxId },
    });
    return shape(row);
  }),
  route("GET", "/v1/customers", list, (call) =>
    listOf({
      call,
      table: call.world.tables.customers,
      url: "/v1/customers",
      shape,
      where: { email: call.params.email, testClock: call.params.test_clock },
    }),
  ),
  route("GET", "/v1/customers/:id", onlyExpand, (call) =>
    shape(found(call, call.world.tables.customers, "customer", call.id)),
  ),
  route("POST", "/v1/customers/:id", update, (call) => {
    const { world, params } = call;
    const before = found(call, world.tables.customers, "customer", call.id);
    const changes = changesOf(params);
    if (changes.paymentMethod != null)
      found(
        call,
        world.tables.paymentMethods,
        "PaymentMethod",
        changes.paymentMethod,
        "invoice_settings[default_payment_method]",
      );
    const row = world.tables.customers.put({
      ...before,
      ...changes,
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    emit(world, { type: "customer.updated", object: shape(row), testClock: row.testClock });
    return shape(row);
  }),
  route("DELETE", "/v1/customers/:id", z.strictObject({}), (call) => {
    const row = found(call, call.world.tables.customers, "customer", call.id);
    call.world.tables.customers.remove(row.id);
    emit(call.world, { type: "customer.deleted", object: shape(row), testClock: row.testClock });
    return { id: row.id, object: "customer", deleted: true };
  }),
  route("GET", "/v1/customers/:id/tax_ids", z.strictObject(paged), (call) =>
    customerTaxIds(found(call, call.world.tables.customers, "customer", call.id)),
  ),
  route("GET", "/v1/customers/:id/payment_methods", z.strictObject({ ...paged, type: text.optional() }), (call) => {
    const row = found(call, call.world.tables.customers, "customer", call.id);
    return listOf({
      call,
      table: call.world.tables.paymentMethods,
      url: `/v1/customers/${row.id}/payment_methods`,
      shape: methodShape,
      where: { customer: row.id },
    });
  }),
];

function changesOf(params: z.infer<typeof update>): NewCustomer {
  const changes: { -readonly [Key in keyof NewCustomer]: NewCustomer[Key] } = {};
  if (params.name !== undefined) changes.name = params.name;
  if (params.email !== undefined) changes.email = params.email;
  if (params.description !== undefined) changes.description = params.description;
  if (params.phone !== undefined) changes.phone = params.phone;
  if (params.address !== undefined) changes.country = params.address.country?.toUpperCase() ?? null;
  if (params.balance !== undefined) changes.balance = params.balance;
  if (params.invoice_prefix !== undefined) changes.invoicePrefix = params.invoice_prefix;
  if (params.tax_exempt !== undefined) changes.taxExempt = params.tax_exempt === "" ? "none" : params.tax_exempt;
  const method = params.invoice_settings?.default_payment_method;
  if (method !== undefined) changes.paymentMethod = method;
  return changes;
}
