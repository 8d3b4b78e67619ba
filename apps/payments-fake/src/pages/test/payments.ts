import { formatMoney } from "../../state/currency.ts";
import type { ChargeRow } from "../../state/rows-payments.ts";
import type { World } from "../../state/world.ts";
import { html, type Html } from "../html.ts";
import type { Page } from "../layout.ts";
import { moment } from "../moment.ts";
import { stateWord } from "../state-word.ts";
import { action, table, testPage } from "./frame.ts";

const PER_PAGE = 50;

export function paymentsPage(world: World, after: string | undefined, done: string | null): Page {
  const { rows, more } = world.tables.charges.list({ limit: PER_PAGE, after });
  const last = rows.at(-1);
  return testPage(
    "/test/payments",
    "Payments",
    html`${table(
      ["Payment", "Made", "State", "Amount", "Given back"],
      rows.map(
        (row) =>
          html`<tr>
            <td><a href="/test/payments/${row.id}" class="mono">${row.id}</a></td>
            <td>${moment(row.created)}</td>
            <td>${stateWord(row.disputed ? "disputed" : row.status)}</td>
            <td class="number">${formatMoney(row.amount, row.currency)}</td>
            <td class="number">${row.refunded === 0 ? "" : formatMoney(row.refunded, row.currency)}</td>
          </tr>`,
      ),
      "No payment yet. Make a checkout session through the API and pay it.",
    )}
    ${more && last !== undefined ? html`<p class="actions"><a class="button" href="/test/payments?after=${last.id}">Older</a></p>` : null}`,
    done,
  );
}

/** One payment and all that became of it, oldest first. */
export function paymentPage(world: World, row: ChargeRow, done: string | null): Page {
  return testPage(
    "/test/payments",
    "Payment",
    html`<p class="amount">
        ${formatMoney(row.amount, row.currency)}<small><code>${row.id}</code></small>
      </p>
      <dl>
        <dt>State</dt>
        <dd>${stateWord(row.disputed ? "disputed" : row.status)}</dd>
        ${
          row.customer === null
            ? null
            : html`<dt>Customer</dt>
                <dd><code>${row.customer}</code></dd>`
        }
        ${Object.entries(row.metadata).map(
          ([key, value]) =>
            html`<dt>${key}</dt>
              <dd><code>${value}</code></dd>`,
        )}
      </dl>
      <h2>Story</h2>
      <ol class="story">
        ${storyOf(world, row).map(({ at, words }) => html`<li><time>${moment(at)}</time>${words}</li>`)}
      </ol>
      ${steering(world, row)}`,
    done,
  );
}

function steering(world: World, row: ChargeRow): Html {
  const back = `/test/payments/${row.id}`;
  const disputes = world.tables.disputes.having("charge", row.id);
  const open = disputes.filter(({ status }) => status.endsWith("needs_response") || status.endsWith("under_review"));
  const refunds = world.tables.refunds
    .having("charge", row.id)
    .filter(({ status }) => status === "pending" || status === "succeeded");
  if ((row.status !== "succeeded" || row.disputed) && open.length + refunds.length === 0) return html``;
  return html`<h2>Steer</h2>
    <div class="cards">
      ${
        row.status === "succeeded" && !row.disputed
          ? html`<section class="card">
              <h3>Dispute</h3>
              ${action("dispute", "Open a dispute", {
                back,
                fields: { charge: row.id },
                danger: true,
                inputs: html`<label
                    >Reason<select name="reason">
                      ${["fraudulent", "product_not_received", "subscription_canceled", "duplicate", "general"].map((reason) => html`<option value="${reason}">${reason.replaceAll("_", " ")}</option>`)}
                    </select></label
                  ><label class="check"><input type="checkbox" name="inquiry" value="yes" /> Only an inquiry</label>`,
              })}
            </section>`
          : null
      }
      ${open.map(
        (dispute) =>
          html`<section class="card">
            <h3>Decide the dispute</h3>
            <p>${stateWord(dispute.status)}</p>
            ${decisions(dispute.id, back)}
          </section>`,
      )}
      ${refunds.map(
        (refund) =>
          html`<section class="card">
            <h3>Refund of ${formatMoney(refund.amount, refund.currency)}</h3>
            <p>${stateWord(refund.status)}</p>
            ${action("settle-refund", "Let it fail", { back, fields: { refund: refund.id, as: "failed" }, danger: true })}${refund.status === "pending" ? action("settle-refund", "Let it succeed", { back, fields: { refund: refund.id, as: "succeeded" } }) : null}
          </section>`,
      )}
     `;
}

export function decisions(dispute: string, back: string): Html {
  return html`${action("decide-dispute", "Platform wins", { back, fields: { dispute, verdict: "won" } })}
  ${action("decide-dispute", "Buyer wins", { back, fields: { dispute, verdict: "lost" }, danger: true })}`;
}

type Chapter = { readonly at: number; readonly words: Html };

function storyOf(world: World, row: ChargeRow): readonly Chapter[] {
  const { tables } = world;
  const money = (minor: number): string => formatMoney(minor, row.currency);
  const chapters: Chapter[] = [
    {
      at: row.created,
      words: html`${row.status === "succeeded" ? "Paid" : "Declined"}: ${row.failure?.message ?? money(row.amount)}`,
    },
  ];
  const movement = row.movement === null ? undefined : tables.movements.get(row.movement);
  if (movement !== undefined)
    chapters.push({
      at: movement.availableOn,
      words: html`${money(movement.amount - movement.fee)} available, ${money(movement.fee)} kept as a fee`,
    });
  for (const refund of tables.refunds.having("charge", row.id))
    chapters.push({
      at: refund.created,
      words: html`Refund of ${money(refund.amount)} ${stateWord(refund.status)} <code>${refund.id}</code>`,
    });
  for (const transfer of tables.transfers.having("sourceTransaction", row.id)) {
    chapters.push({
      at: transfer.created,
      words: html`${money(transfer.amount)} sent to <code>${transfer.destination}</code>`,
    });
    for (const reversal of tables.reversals.having("transfer", transfer.id))
      chapters.push({
        at: reversal.created,
        words: html`${money(reversal.amount)} taken back from <code>${transfer.destination}</code>`,
      });
  }
  for (const dispute of tables.disputes.having("charge", row.id)) {
    chapters.push({
      at: dispute.created,
      words: html`Dispute over ${money(dispute.amount)} ${stateWord(dispute.status)} <code>${dispute.id}</code>`,
    });
    for (const id of dispute.movements) {
      const moved = tables.movements.need(id);
      chapters.push({ at: moved.created, words: html`${money(moved.amount - moved.fee)} for the dispute` });
    }
  }
  return chapters.sort((left, right) => left.at - right.at);
}
