import { transfersStatus } from "../../shapes/account.ts";
import { formatMoney } from "../../state/currency.ts";
import { sumOf } from "../../billing/session-totals.ts";
import type { World } from "../../state/world.ts";
import { html } from "../html.ts";
import type { Page } from "../layout.ts";
import { moment } from "../moment.ts";
import { stateWord } from "../state-word.ts";
import { action, table, testPage } from "./frame.ts";
import { decisions } from "./payments.ts";

const MOST = 50;

export function checkoutsPage(world: World, done: string | null): Page {
  const { rows } = world.tables.sessions.list({ limit: MOST });
  return testPage(
    "/test/checkouts",
    "Checkouts",
    table(
      ["Checkout", "Made", "State", "Kind", "Total", "Page"],
      rows.map(
        (row) =>
          html`<tr>
            <td class="mono">${row.id.slice(0, 24)}…</td>
            <td>${moment(row.created)}</td>
            <td>${stateWord(row.status)}</td>
            <td>${row.mode}</td>
            <td class="number">${formatMoney(sumOf(row, world).total, row.currency)}</td>
            <td>${row.status === "open" ? html`<a href="/checkout/${row.id}">Pay it</a>` : ""}</td>
          </tr>`,
      ),
      "No checkout yet. Buy something in the hub that talks to this server.",
    ),
    done,
  );
}

export function subscriptionsPage(world: World, done: string | null): Page {
  const { rows } = world.tables.subscriptions.list({ limit: MOST });
  return testPage(
    "/test/subscriptions",
    "Subscriptions",
    table(
      ["Subscription", "State", "Seats", "Period ends", "Customer", "Card"],
      rows.map((row) => {
        const card = world.tables.paymentMethods.get(
          row.paymentMethod ?? world.tables.customers.get(row.customer)?.paymentMethod ?? "",
        );
        const setCard = (number: string, label: string): ReturnType<typeof action> =>
          action("card", label, { back: "/test/subscriptions", fields: { customer: row.customer, number } });
        return html`<tr>
          <td class="mono">${row.id}</td>
          <td>${stateWord(row.status)}${row.cancelAtPeriodEnd ? html`<small>ends with its period</small>` : null}</td>
          <td class="number">${row.items[0]?.quantity ?? 0}</td>
          <td>${moment(row.items[0]?.periodEnd ?? row.created)}</td>
          <td class="mono">${row.customer}</td>
          <td>
            <span class="mono">•••• ${card?.number.slice(-4) ?? "none"}</span>
            ${card?.number === "4000000000000341" ? setCard("4242424242424242", "Let it work") : setCard("4000000000000341", "Let it fail")}
          </td>
        </tr>`;
      }),
      "No subscription yet. Pay a checkout session in subscription mode.",
    ),
    done,
  );
}

export function disputesPage(world: World, done: string | null): Page {
  const { rows } = world.tables.disputes.list({ limit: MOST });
  return testPage(
    "/test/disputes",
    "Disputes",
    table(
      ["Dispute", "State", "Amount", "Evidence due", "Evidence", "Decide"],
      rows.map((row) => {
        const open = row.status.endsWith("needs_response") || row.status.endsWith("under_review");
        const inquiry = row.status.startsWith("warning_") && open;
        const evidence = Object.keys(row.evidence).length;
        return html`<tr>
          <td>
            <a class="mono" href="/test/payments/${row.charge}">${row.id}</a
            ><small>${row.reason.replaceAll("_", " ")}</small>
          </td>
          <td>${stateWord(row.status)}</td>
          <td class="number">${formatMoney(row.amount, row.currency)}</td>
          <td>${moment(row.dueBy)}</td>
          <td>${evidence === 0 ? "none" : `${evidence} fields${row.submissions > 0 ? ", sent" : ", kept back"}`}</td>
          <td>
            ${open ? decisions(row.id, "/test/disputes") : ""}${inquiry ? action("escalate-dispute", "Make it a dispute", { back: "/test/disputes", fields: { dispute: row.id }, danger: true }) : null}
          </td>
        </tr>`;
      }),
      "No dispute yet. Pay with the card that is disputed after payment, or open one from a payment.",
    ),
    done,
  );
}

export function sellersPage(world: World, done: string | null): Page {
  const { rows } = world.tables.accounts.list({ limit: MOST });
  const back = "/test/sellers";
  return testPage(
    "/test/sellers",
    "Sellers",
    html`<div class="cards">
        ${rows.map((row) => {
          const held = [...world.balances.of(row.id, world.now())];
          const fields = { account: row.id };
          const [payout] = world.tables.payouts.list({ account: row.id, limit: 1 }).rows;
          return html`<section class="card">
            <h3>${row.displayName ?? row.id}</h3>
            <dl>
              <dt>Account</dt>
              <dd><code>${row.id}</code></dd>
              <dt>Transfers</dt>
              <dd>${stateWord(row.closed ? "closed" : transfersStatus(row))}</dd>
              <dt>Missing</dt>
              <dd>
                ${row.needs.length === 0 ? "nothing" : row.needs.map((need) => need.replaceAll("_", " ")).join(", ")}
              </dd>
              ${held.map(
                ([currency, sum]) =>
                  html`<dt>Holds</dt>
                    <dd>${formatMoney(sum.available, currency)}, ${formatMoney(sum.pending, currency)} to come</dd>`,
              )}
              ${
                payout === undefined
                  ? null
                  : html`<dt>Last payout</dt>
                      <dd>${formatMoney(payout.amount, payout.currency)} ${stateWord(payout.status)}</dd>`
              }
            </dl>
            ${row.needs.length > 0 && !row.closed ? action("onboard", "Say everything for it", { back, fields }) : null}
            ${held.length > 0 ? action("drain", "Pay out all it holds", { back, fields }) : null}
            ${payout !== undefined && payout.status !== "failed" ? action("settle-payout", "Let its last payout fail", { back, fields: { payout: payout.id, as: "failed" }, danger: true }) : null}
            ${row.closed ? null : html`${action("hold", row.held ? "Allow transfers again" : "Stop transfers", { back, fields: { ...fields, held: row.held ? "no" : "yes" } })}${action("close-account", "Close the account", { back, fields, danger: true })}`}
          </section>`;
        })}
      </div>
      ${rows.length === 0 ? html`<p class="muted">No seller yet. Begin onboarding in the hub that talks to this server.</p>` : null}`,
    done,
  );
}

export function eventsPage(world: World, after: string | undefined, done: string | null): Page {
  const { rows, more } = world.tables.events.list({ limit: MOST, after });
  const last = rows.at(-1);
  return testPage(
    "/test/events",
    "Events",
    html`${table(
      ["Event", "Made", "Deliveries", "Again"],
      rows.map((row) => {
        const deliveries = world.tables.deliveries.having("event", row.id);
        return html`<tr>
          <td><a class="mono" href="/test/events/${row.id}">${row.type}</a><small class="mono">${row.id}</small></td>
          <td>${moment(row.created)}</td>
          <td>
            ${deliveries.length === 0 ? "nobody listens" : deliveries.map((one) => html`${stateWord(one.state)}${one.attempts > 1 ? ` after ${one.attempts}` : ""} `)}
          </td>
          <td>
            ${deliveries.length === 0 ? null : action("deliver", "Deliver", { back: "/test/events", fields: { event: row.id } })}
          </td>
        </tr>`;
      }),
      "No event yet: nothing has changed.",
    )}
    ${more && last !== undefined ? html`<p class="actions"><a class="button" href="/test/events?after=${last.id}">Older</a></p>` : null}`,
    done,
  );
}
