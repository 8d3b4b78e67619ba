import { invoiceTotals } from "../billing/totals.ts";
import { formatMoney } from "../state/currency.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";
import type { ChargeRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { cardFields } from "./card-fields.ts";
import { countryName } from "./countries.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./layout.ts";
import { day } from "./moment.ts";
import { stateWord } from "./state-word.ts";

/** An invoice with all it says, and a way to pay it while it is open. */
export function invoicePage(row: InvoiceRow, world: World, complaint: string | null): Page {
  const totals = invoiceTotals(row);
  const open = row.status === "open";
  return {
    title: `Invoice ${row.number ?? ""}`,
    status: complaint === null ? 200 : 422,
    body: html`<h1>Invoice ${row.number}</h1>
      <p>${stateWord(row.status)}</p>
      <p class="amount">
        ${formatMoney(open ? totals.due - row.paid : totals.total, row.currency)}<small
          >${open ? "due now" : row.paidAt === null ? "" : `paid on ${day(row.paidAt)}`}</small
        >
      </p>
      ${parties(row, world)} ${linesTable(row)}
      <p class="actions"><a class="button" href="/invoices/${row.id}/pdf">Download as PDF</a></p>
      ${open ? payForm(row, complaint) : null}`,
  };
}

function parties(row: InvoiceRow, world: World): Html {
  const customer = world.tables.customers.get(row.customer);
  const country = customer?.country ?? row.tax.country;
  return html`<dl>
    <dt>From</dt>
    <dd>Fleet Persona (test), Germany, VAT DE000000000</dd>
    <dt>To</dt>
    <dd>
      ${customer?.name ?? customer?.email ?? row.customer}${country === null || country === undefined ? "" : `, ${countryName(country)}`}
    </dd>
    ${
      customer?.taxId == null
        ? null
        : html`<dt>Tax id</dt>
            <dd class="mono">${customer.taxId.value}</dd>`
    }
    <dt>Date</dt>
    <dd>${day(row.finalizedAt ?? row.created)}</dd>
    ${
      row.period.end > row.period.start
        ? html`<dt>Period</dt>
            <dd>${day(row.period.start)} to ${day(row.period.end)}</dd>`
        : null
    }
    ${
      row.description === null
        ? null
        : html`<dt>For</dt>
            <dd>${row.description}</dd>`
    }
  </dl>`;
}

/** The sums of an invoice, in the order they are added up. */
export function sumsOf(row: InvoiceRow): readonly (readonly [label: string, minor: number])[] {
  const totals = invoiceTotals(row);
  const rate = (row.tax.rate / 10).toLocaleString("en-GB");
  const label = row.tax.reverse
    ? "VAT (reverse charge: the recipient accounts for it)"
    : `VAT ${rate} %${row.tax.inclusive ? ", included" : ""}`;
  return [
    ["Subtotal", totals.subtotal],
    ...(totals.discount === 0 ? [] : [["Discount", -totals.discount] as const]),
    ...(row.tax.enabled ? [[label, totals.tax] as const] : []),
    ["Total", totals.total],
    ...(row.startingBalance === 0
      ? []
      : [["Credit from before", Math.max(row.startingBalance, -totals.total)] as const]),
    ...(row.endingBalance === null || row.endingBalance >= 0
      ? []
      : [["Credit for next time", -row.endingBalance] as const]),
    ["Due", totals.due],
  ];
}

function linesTable(row: InvoiceRow): Html {
  const money = (minor: number): string => formatMoney(minor, row.currency);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col" class="number">Quantity</th>
        <th scope="col" class="number">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${row.lines.map(
        (line) =>
          html`<tr>
            <td>${line.description}</td>
            <td class="number">${line.quantity}</td>
            <td class="number">${money(line.amount)}</td>
          </tr>`,
      )}
    </tbody>
    <tfoot>
      ${sumsOf(row).map(
        ([label, minor], at, all) =>
          html`<tr class="${at === all.length - 1 ? "total" : ""}">
            <th scope="row" colspan="2">${label}</th>
            <td class="number">${money(minor)}</td>
          </tr>`,
      )}
    </tfoot>
  </table>`;
}

function payForm(row: InvoiceRow, complaint: string | null): Html {
  return html`<h2>Pay this invoice</h2>
    <form class="stack" method="post" action="/invoices/${row.id}">
      ${cardFields(complaint)}
      <label class="check"
        ><input type="checkbox" name="keep" value="yes" checked /> Use this card for the next invoices too</label
      >
      <button class="primary">Pay ${formatMoney(invoiceTotals(row).due - row.paid, row.currency)}</button>
    </form>`;
}

/** What was paid, and what became of it. */
export function receiptPage(charge: ChargeRow, world: World): Page {
  const method = world.tables.paymentMethods.get(charge.paymentMethod ?? "");
  const [invoice] = world.tables.invoices.having("paymentIntent", charge.paymentIntent ?? "");
  const refunds = world.tables.refunds.having("charge", charge.id);
  return {
    title: "Receipt",
    body: html`<h1>Receipt</h1>
      <p class="amount">${formatMoney(charge.amount, charge.currency)}<small>paid on ${day(charge.created)}</small></p>
      <dl>
        <dt>Payment</dt>
        <dd><code>${charge.id}</code></dd>
        <dt>State</dt>
        <dd>${stateWord(charge.disputed ? "disputed" : charge.status)}</dd>
        ${
          method === undefined
            ? null
            : html`<dt>Card</dt>
                <dd class="mono">•••• ${method.number.slice(-4)}</dd>`
        }
        ${
          charge.description === null
            ? null
            : html`<dt>For</dt>
                <dd>${charge.description}</dd>`
        }
        ${refunds.map(
          (refund) =>
            html`<dt>Given back</dt>
              <dd>
                ${formatMoney(refund.amount, refund.currency)} on ${day(refund.created)} ${stateWord(refund.status)}
              </dd>`,
        )}
      </dl>
      ${invoice === undefined ? null : html`<p class="actions"><a class="button" href="/invoices/${invoice.id}">See the invoice</a><a class="button" href="/invoices/${invoice.id}/pdf">Download as PDF</a></p>`}`,
  };
}
