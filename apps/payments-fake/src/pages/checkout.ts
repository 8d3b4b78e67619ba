import { couponsOf, sumOf, trialing, type SessionSum } from "../billing/session-totals.ts";
import { formatMoney } from "../state/currency.ts";
import type { LineRow, SessionRow } from "../state/rows.ts";
import { taxIdTypeOf } from "../state/tax.ts";
import type { World } from "../state/world.ts";
import { cardFields } from "./card-fields.ts";
import { COUNTRIES } from "./countries.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./layout.ts";

/** What stands in the way of paying, beside the field it is about. */
export type Complaint = {
  readonly field: "card" | "code" | "country" | "tax_id" | "email" | "form";
  readonly words: string;
};

export function checkoutPage(row: SessionRow, world: World, complaint: Complaint | null): Page {
  const sum = sumOf(row, world);
  const action = `/checkout/${row.id}`;
  return {
    title: row.mode === "subscription" ? "Subscribe" : "Pay",
    status: complaint === null ? 200 : 422,
    wide: true,
    leadsTo: [row.successUrl, row.cancelUrl],
    body: html`<div class="split">
      <section class="summary" aria-labelledby="what">
        ${row.cancelUrl === null ? null : html`<p><a class="back" href="${row.cancelUrl.replaceAll("{CHECKOUT_SESSION_ID}", row.id)}" rel="noreferrer">← Back to the shop</a></p>`}
        <h1 id="what">${headline(row, world)}</h1>
        <p class="amount">${formatMoney(sum.total, row.currency)}<small>${dueWords(row, world)}</small></p>
        ${linesTable(row, sum, world)}
      </section>
      <section aria-label="Payment">
        <form class="stack" method="post" action="${action}">
          ${complaint?.field === "form" ? html`<p class="alert" role="alert">${complaint.words}</p>` : null}
          ${row.failure !== null && complaint === null ? html`<p class="alert" role="alert">${row.failure} Choose another card and try again.</p>` : null}
          ${contactFields(row, world, complaint)} ${row.allowCodes ? codeField(row, world, complaint) : null}
          ${cardFields(complaint?.field === "card" ? complaint.words : null)}
          <button class="primary" name="do" value="pay">${payWords(row, sum)}</button>
          <p class="fine">
            ${row.mode === "subscription" ? "You can cancel at any time; it then runs to the end of what you paid for." : "You are charged once."}
          </p>
        </form>
      </section>
    </div>`,
  };
}

function headline(row: SessionRow, world: World): string {
  const [first] = row.lines;
  const name = first === undefined ? "Your order" : nameOf(world, first);
  return row.mode === "subscription" ? `Subscribe to ${name}` : name;
}

function nameOf(world: World, line: LineRow): string {
  return world.tables.products.need(world.tables.prices.need(line.price).product).name;
}

function dueWords(row: SessionRow, world: World): string {
  const recurring = row.lines[0] === undefined ? null : world.tables.prices.need(row.lines[0].price).recurring;
  if (recurring === null) return "due today";
  const each = recurring.count === 1 ? recurring.interval : `${recurring.count} ${recurring.interval}s`;
  if (!trialing(row)) return `now, then every ${each}`;
  const { trialDays, trialEnd } = row.subscriptionData;
  const days = trialDays ?? Math.ceil(((trialEnd ?? 0) - world.now()) / 86_400);
  return `today: ${days} days free, then paid every ${each}`;
}

function payWords(row: SessionRow, sum: SessionSum): string {
  if (trialing(row)) return "Start trial";
  if (sum.total === 0) return "Get it for nothing";
  const verb = row.mode === "subscription" ? "Subscribe and pay" : "Pay";
  return `${verb} ${formatMoney(sum.total, row.currency)}`;
}

function linesTable(row: SessionRow, sum: SessionSum, world: World): Html {
  const money = (minor: number): string => formatMoney(minor, row.currency);
  const coupons = couponsOf(row, world);
  return html`<table class="lines">
    <thead>
      <tr>
        <th scope="col">Item</th>
        <th scope="col" class="number">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${row.lines.map((line) => {
        const price = world.tables.prices.need(line.price);
        const product = world.tables.products.need(price.product);
        const rate = `${line.quantity} × ${money(price.unitAmount)}${price.recurring === null ? "" : ` a ${price.recurring.interval}`}`;
        return html`<tr>
          <td>
            ${product.name}<small>${rate}</small>${product.description === null ? null : html`<small>${product.description}</small>`}
          </td>
          <td class="number">${money(price.unitAmount * line.quantity)}</td>
        </tr>`;
      })}
    </tbody>
    <tfoot>
      ${
        trialing(row)
          ? html`<tr>
              <th scope="row">Free until the trial ends</th>
              <td class="number">${money(0)}</td>
            </tr>`
          : html`<tr>
              <th scope="row">Subtotal</th>
              <td class="number">${money(sum.subtotal)}</td>
            </tr>`
      }
      ${coupons.map(
        (coupon) =>
          html`<tr>
            <th scope="row">
              ${coupon.name ?? coupon.id}${coupon.percentOff === null ? "" : ` (${coupon.percentOff} % off)`}
            </th>
            <td class="number">−${money(sum.discount)}</td>
          </tr>`,
      )}
      ${
        row.automaticTax
          ? html`<tr>
              <th scope="row">${taxWords(sum)}</th>
              <td class="number">${sum.country === null ? "choose a country" : money(sum.tax)}</td>
            </tr>`
          : null
      }
      <tr class="total">
        <th scope="row">Total due today</th>
        <td class="number">${money(sum.total)}</td>
      </tr>
    </tfoot>
  </table>`;
}

function taxWords(sum: SessionSum): string {
  const { taxState } = sum;
  if (taxState.reverse) return "VAT: reverse charge, you account for it yourself";
  const rate = taxState.rate === 0 ? "Tax" : `VAT ${(taxState.rate / 10).toLocaleString("en-GB")} %`;
  return taxState.inclusive ? `${rate}, included` : rate;
}

function contactFields(row: SessionRow, world: World, complaint: Complaint | null): Html {
  const customer = row.customer === null ? undefined : world.tables.customers.get(row.customer);
  const email = row.chosen.email ?? customer?.email ?? row.customerEmail ?? "";
  const country = row.chosen.country ?? customer?.country ?? "";
  const taxType = taxIdTypeOf(country === "" ? "DE" : country);
  const of = (field: Complaint["field"]): Html | null =>
    complaint?.field === field ? html`<span class="error" id="${field}-error">${complaint.words}</span>` : null;
  return html`<fieldset>
    <legend>Who buys</legend>
    <label
      >Email<input
        name="email"
        type="email"
        autocomplete="email"
        required
        value="${email}"
        ${customer?.email == null ? null : html`readonly`}
      />${of("email")}</label
    >
    <label
      >Country
      <select name="country" autocomplete="country" ${row.automaticTax ? html`required` : null}>
        <option value="">Choose…</option>
        ${COUNTRIES.map(({ code, name }) => html`<option value="${code}" ${code === country ? html`selected` : null}>${name}</option>`)}</select
      >${of("country")}</label
    >
    ${
      row.collectTaxId
        ? html`<label
            >Tax id of your business, if it has one<input
              name="tax_id"
              autocomplete="off"
              placeholder="${taxType === "eu_vat" ? "DE123456789" : ""}"
              value="${row.chosen.taxId?.value ?? customer?.taxId?.value ?? ""}"
            />${of("tax_id")}</label
          >`
        : null
    }
    ${row.automaticTax || row.collectTaxId ? html`<p><button name="do" value="update" formnovalidate>Work out tax</button></p>` : null}
  </fieldset>`;
}

function codeField(row: SessionRow, world: World, complaint: Complaint | null): Html {
  const applied = row.chosen.promotion === null ? undefined : world.tables.promotionCodes.get(row.chosen.promotion);
  return html`<fieldset>
    <legend>Promotion code</legend>
    <div class="joined">
      <label class="grow"
        ><span class="hidden">Promotion code</span
        ><input name="code" autocomplete="off" value="${applied?.code ?? ""}" placeholder="Code"
      /></label>
      <button name="do" value="update" formnovalidate>Apply</button>
    </div>
    ${complaint?.field === "code" ? html`<span class="error">${complaint.words}</span>` : null}
    ${applied === undefined ? null : html`<p class="good">✓ ${applied.code} is applied. Empty the field and apply to take it off.</p>`}
  </fieldset>`;
}

/** What a session that is not open any more says. */
export function closedPage(row: SessionRow, world: World): Page {
  const paid = row.status === "complete";
  const charge =
    row.paymentIntent === null ? null : (world.tables.paymentIntents.get(row.paymentIntent)?.latestCharge ?? null);
  return {
    title: paid ? "Paid already" : "Expired",
    status: paid ? 200 : 410,
    leadsTo: [row.successUrl, row.cancelUrl],
    body: paid
      ? html`<h1>This has been paid already</h1>
          <p>
            You are not charged twice.
            ${row.mode === "subscription" ? "The subscription runs." : "The order is on its way."}
          </p>
          <p class="actions">
            <a
              class="button primary"
              href="${row.successUrl.replaceAll("{CHECKOUT_SESSION_ID}", row.id)}"
              rel="noreferrer"
              >Go on</a
            >
            ${charge === null ? null : html`<a class="button" href="/receipts/${charge}">See the receipt</a>`}
          </p>`
      : html`<h1>This checkout has expired</h1>
          <p>Nothing was charged. Go back to the shop and begin again.</p>
          ${row.cancelUrl === null ? null : html`<p class="actions"><a class="button primary" href="${row.cancelUrl.replaceAll("{CHECKOUT_SESSION_ID}", row.id)}" rel="noreferrer">Back to the shop</a></p>`}`,
  };
}
