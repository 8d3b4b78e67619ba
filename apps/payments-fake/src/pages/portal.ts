import { invoiceTotals } from "../billing/totals.ts";
import { change } from "../billing/subscription-life.ts";
import { createMethod } from "../resources/payment-intents.ts";
import { emit } from "../events/emit.ts";
import { customer as customerShape } from "../shapes/catalogue.ts";
import { formatMoney } from "../state/currency.ts";
import type { PortalSessionRow } from "../state/rows-accounts.ts";
import type { SubscriptionRow } from "../state/rows-billing.ts";
import type { CustomerRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { cardFields, readCard } from "./card-fields.ts";
import type { Fields } from "./fields.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./layout.ts";
import { shortDay } from "./moment.ts";
import type { Reply } from "./reply.ts";
import { stateWord } from "./state-word.ts";

type Said = { readonly complaint?: string; readonly done?: string };

/** Where a buyer changes its card and sees its subscriptions and invoices. */
export function portalPage(portal: PortalSessionRow, customer: CustomerRow, world: World, said: Said = {}): Page {
  const card = customer.paymentMethod === null ? undefined : world.tables.paymentMethods.get(customer.paymentMethod);
  return {
    title: "Billing",
    wide: true,
    status: said.complaint === undefined ? 200 : 422,
    leadsTo: [portal.returnUrl],
    body: html`${portal.returnUrl === null ? null : html`<p><a class="back" href="${portal.returnUrl}" rel="noreferrer">← Back to Fleet Persona</a></p>`}
      <h1>Billing</h1>
      <p class="muted">${customer.name ?? customer.email ?? customer.id}</p>
      ${said.done === undefined ? null : html`<p class="done" role="status">${said.done}</p>`}
      <div class="split">
        <div>${subscriptions(customer, world)} ${invoices(customer, world)}</div>
        <section aria-labelledby="card">
          <h2 id="card">Card</h2>
          <p>
            ${card === undefined ? "No card is on file." : html`Charged to <span class="mono">•••• ${card.number.slice(-4)}</span>, valid until ${String(card.expMonth).padStart(2, "0")}/${card.expYear}.`}
          </p>
          <form class="stack" method="post" action="/billing/${portal.id}">
            ${cardFields(said.complaint ?? null)}
            <button class="primary">Use this card from now on</button>
          </form>
        </section>
      </div>`,
  };
}

function subscriptions(customer: CustomerRow, world: World): Html {
  const rows = world.tables.subscriptions.having("customer", customer.id).toReversed();
  return html`<h2>Subscriptions</h2>
    ${
      rows.length === 0
        ? html`<p class="muted">There is none.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="List">
            <table>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">State</th>
                  <th scope="col">Until</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((row) => subscriptionLine(row, world))}
              </tbody>
            </table>
          </div>`
    }`;
}

function subscriptionLine(row: SubscriptionRow, world: World): Html {
  const [item] = row.items;
  const price = item === undefined ? undefined : world.tables.prices.get(item.price);
  const name = price === undefined ? row.id : world.tables.products.need(price.product).name;
  const until = row.endedAt ?? row.cancelAt ?? item?.periodEnd ?? row.created;
  return html`<tr>
    <td>
      ${name}<small
        >${item?.quantity ?? 0} ×
        ${price === undefined ? "" : `${formatMoney(price.unitAmount, price.currency)} a ${price.recurring?.interval ?? "time"}`}</small
      >
    </td>
    <td>${stateWord(row.status)}</td>
    <td>
      ${row.cancelAt !== null && row.endedAt === null ? "ends " : row.endedAt === null ? "renews " : "ended "}${shortDay(until)}
    </td>
  </tr>`;
}

function invoices(customer: CustomerRow, world: World): Html {
  const { rows } = world.tables.invoices.list({
    where: { customer: customer.id },
    limit: 24,
    matches: ({ number }) => number !== null,
  });
  return html`<h2>Invoices</h2>
    ${
      rows.length === 0
        ? html`<p class="muted">There is none yet.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="List">
            <table>
              <thead>
                <tr>
                  <th scope="col">Number</th>
                  <th scope="col">Date</th>
                  <th scope="col">State</th>
                  <th scope="col" class="number">Amount</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      <td><a href="/invoices/${row.id}">${row.number}</a></td>
                      <td>${shortDay(row.finalizedAt ?? row.created)}</td>
                      <td>
                        ${stateWord(row.status)}${row.status === "open" ? html` <a href="/invoices/${row.id}">pay</a>` : null}
                      </td>
                      <td class="number">${formatMoney(invoiceTotals(row).total, row.currency)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }`;
}

/** The card all invoices of a customer are charged to from now on. */
export function postPortal(world: World, portal: PortalSessionRow, customer: CustomerRow, fields: Fields): Reply {
  const card = readCard(fields, world.nowMs());
  if (typeof card === "string") return { page: portalPage(portal, customer, world, { complaint: card }) };
  useCard(world, customer, card);
  return { redirect: `/billing/${portal.id}?card=changed` };
}

/** Makes a card the customer's own, and that of all its subscriptions. */
export function useCard(
  world: World,
  customer: CustomerRow,
  card: { readonly number: string; readonly expMonth?: number; readonly expYear?: number },
): void {
  const method = createMethod(world, {
    ...card,
    customer: customer.id,
    name: customer.name,
    email: customer.email,
    country: customer.country,
  });
  const changed = world.tables.customers.put({ ...customer, paymentMethod: method.id });
  emit(world, { type: "customer.updated", object: customerShape(changed), testClock: customer.testClock });
  for (const row of world.tables.subscriptions.having("customer", customer.id)) {
    if (row.status !== "canceled") change(world, row, { paymentMethod: method.id });
  }
}
