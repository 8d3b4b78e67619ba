import { collect, finalize } from "../billing/invoices.ts";
import { follow } from "../billing/subscription-life.ts";
import type { Control } from "../control/control.ts";
import { resourceMissing } from "../http/api-error.ts";
import { createMethod } from "../resources/payment-intents.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";
import type { Row } from "../state/rows.ts";
import type { Table } from "../state/table.ts";
import type { World } from "../state/world.ts";
import { readCard } from "./card-fields.ts";
import { checkoutPage, closedPage } from "./checkout.ts";
import { postCheckout } from "./checkout-form.ts";
import type { Fields } from "./fields.ts";
import { invoicePage, receiptPage } from "./invoice.ts";
import { invoicePdf } from "./invoice-pdf.ts";
import { onboardingPage, postOnboarding, staleLink } from "./onboarding.ts";
import { portalPage, postPortal, useCard } from "./portal.ts";
import type { Reply } from "./reply.ts";
import { act } from "./test/actions.ts";
import { eventPage } from "./test/event.ts";
import { checkoutsPage, disputesPage, eventsPage, sellersPage, subscriptionsPage } from "./test/lists.ts";
import { overviewPage } from "./test/overview.ts";
import { paymentPage, paymentsPage } from "./test/payments.ts";

/** What a page is made from. `variables` are the variable parts of its address. */
export type PageParts = {
  readonly method: string;
  readonly url: URL;
  readonly fields: Fields;
  readonly world: World;
  readonly control: Control;
  readonly variables: readonly string[];
};

export type PageRoute = {
  readonly method: "GET" | "POST";
  readonly pattern: RegExp;
  readonly reply: (parts: PageParts) => Reply;
};

function page(method: PageRoute["method"], pattern: RegExp, reply: PageRoute["reply"]): PageRoute {
  return { method, pattern, reply };
}

/** The row an address names; the longest ids are unguessable, as the processor's own links are. */
function named<R extends Row>({ variables }: PageParts, table: Table<R>, kind: string): R {
  const [id = ""] = variables;
  const row = table.get(id);
  if (row === undefined) throw resourceMissing(kind, id);
  return row;
}

const CHECKOUT = /^\/checkout\/(cs_test_\w+)$/u;
const INVOICE = /^\/invoices\/(in_\w+)$/u;
const ONBOARDING = /^\/onboarding\/(acctlink_\w+)$/u;
const BILLING = /^\/billing\/(bps_\w+)$/u;

function payInvoice(world: World, row: InvoiceRow, fields: Fields): Reply {
  if (row.status !== "open" && row.status !== "draft") return { redirect: `/invoices/${row.id}` };
  const card = readCard(fields, world.nowMs());
  if (typeof card === "string") return { page: invoicePage(row, world, card) };
  const open = row.status === "draft" ? finalize(world, row) : row;
  const customer = world.tables.customers.need(open.customer);
  const { invoice, paid } = collect(world, open, {
    method: createMethod(world, { ...card, customer: customer.id }),
    onSession: true,
    automatic: false,
  });
  if (!paid) {
    const charge = world.tables.charges.get(
      world.tables.paymentIntents.get(invoice.paymentIntent ?? "")?.latestCharge ?? "",
    );
    return {
      page: invoicePage(
        invoice,
        world,
        `${charge?.failure?.message ?? "Your card was declined."} Choose another card and try again.`,
      ),
    };
  }
  follow(world, invoice);
  if (fields.get("keep") === "yes") useCard(world, world.tables.customers.need(customer.id), card);
  return { redirect: `/invoices/${row.id}` };
}

const BUYERS: readonly PageRoute[] = [
  page("GET", CHECKOUT, (parts) => {
    const row = named(parts, parts.world.tables.sessions, "checkout session");
    const open = row.status === "open" && row.expiresAt > parts.world.now();
    return { page: open ? checkoutPage(row, parts.world, null) : closedPage(row, parts.world) };
  }),
  page("POST", CHECKOUT, (parts) =>
    postCheckout(parts.world, named(parts, parts.world.tables.sessions, "checkout session"), parts.fields),
  ),
  page("GET", INVOICE, (parts) => ({
    page: invoicePage(named(parts, parts.world.tables.invoices, "invoice"), parts.world, null),
  })),
  page("POST", INVOICE, (parts) =>
    payInvoice(parts.world, named(parts, parts.world.tables.invoices, "invoice"), parts.fields),
  ),
  page("GET", /^\/invoices\/(in_\w+)\/pdf$/u, (parts) => {
    const row = named(parts, parts.world.tables.invoices, "invoice");
    return { file: invoicePdf(row, parts.world), type: "application/pdf", name: `invoice-${row.number ?? row.id}.pdf` };
  }),
  page("GET", /^\/receipts\/(ch_\w+)$/u, (parts) => ({
    page: receiptPage(named(parts, parts.world.tables.charges, "charge"), parts.world),
  })),
  page("GET", BILLING, (parts) => {
    const portal = named(parts, parts.world.tables.portalSessions, "billing session");
    const customer = parts.world.tables.customers.need(portal.customer);
    const changed = parts.url.searchParams.get("card") === "changed";
    return { page: portalPage(portal, customer, parts.world, changed ? { done: "The card was changed." } : {}) };
  }),
  page("POST", BILLING, (parts) => {
    const portal = named(parts, parts.world.tables.portalSessions, "billing session");
    return postPortal(parts.world, portal, parts.world.tables.customers.need(portal.customer), parts.fields);
  }),
];

function onboarding(
  parts: PageParts,
  reply: (link: NonNullable<ReturnType<World["tables"]["accountLinks"]["get"]>>) => Reply,
): Reply {
  const link = parts.world.tables.accountLinks.get(parts.variables[0] ?? "");
  if (link === undefined || link.expiresAt < parts.world.now()) return { page: staleLink(link) };
  return reply(link);
}

const SELLERS: readonly PageRoute[] = [
  page("GET", ONBOARDING, (parts) =>
    onboarding(parts, (link) => ({ page: onboardingPage(link, parts.world.tables.accounts.need(link.for)) })),
  ),
  page("POST", ONBOARDING, (parts) =>
    onboarding(parts, (link) =>
      postOnboarding(parts.world, link, parts.world.tables.accounts.need(link.for), parts.fields),
    ),
  ),
];

const done = ({ url }: PageParts): string | null => url.searchParams.get("done")?.slice(0, 300) ?? null;
const after = ({ url, world }: PageParts, table: "charges" | "events"): string | undefined => {
  const id = url.searchParams.get("after") ?? "";
  return world.tables[table].get(id) === undefined ? undefined : id;
};

const DESK: readonly PageRoute[] = [
  page("GET", /^\/(?:test)?$/u, (parts) => ({
    page: overviewPage(parts.world, parts.control, parts.control.delivery(), done(parts)),
  })),
  page("GET", /^\/test\/checkouts$/u, (parts) => ({ page: checkoutsPage(parts.world, done(parts)) })),
  page("GET", /^\/test\/payments$/u, (parts) => ({
    page: paymentsPage(parts.world, after(parts, "charges"), done(parts)),
  })),
  page("GET", /^\/test\/payments\/((?:ch|py)_\w+)$/u, (parts) => ({
    page: paymentPage(parts.world, named(parts, parts.world.tables.charges, "charge"), done(parts)),
  })),
  page("GET", /^\/test\/subscriptions$/u, (parts) => ({ page: subscriptionsPage(parts.world, done(parts)) })),
  page("GET", /^\/test\/disputes$/u, (parts) => ({ page: disputesPage(parts.world, done(parts)) })),
  page("GET", /^\/test\/sellers$/u, (parts) => ({ page: sellersPage(parts.world, done(parts)) })),
  page("GET", /^\/test\/events$/u, (parts) => ({ page: eventsPage(parts.world, after(parts, "events"), done(parts)) })),
  page("GET", /^\/test\/events\/(evt_\w+)$/u, (parts) => ({
    page: eventPage(parts.world, named(parts, parts.world.tables.events, "event"), done(parts)),
  })),
  page("POST", /^\/test\/do$/u, ({ control, fields }) => {
    const result = act(control, fields);
    return { redirect: `${result.back}?done=${encodeURIComponent(result.done)}` };
  }),
];

/** Every page there is. */
export const PAGES: readonly PageRoute[] = [...BUYERS, ...SELLERS, ...DESK];
