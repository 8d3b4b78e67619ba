import type { Control } from "../../control/control.ts";
import type { DeliveryPolicy } from "../../events/delivery-policy.ts";
import { formatMoney } from "../../state/currency.ts";
import type { World } from "../../state/world.ts";
import { html, type Html } from "../html.ts";
import type { Page } from "../layout.ts";
import { moment } from "../moment.ts";
import { action, testPage } from "./frame.ts";

const SHOWN = [
  ["customers", "customers"],
  ["sessions", "checkouts"],
  ["charges", "charges"],
  ["refunds", "refunds"],
  ["transfers", "transfers"],
  ["disputes", "disputes"],
  ["subscriptions", "subscriptions"],
  ["invoices", "invoices"],
  ["accounts", "sellers"],
  ["payouts", "payouts"],
  ["events", "events"],
] as const;

const HOUR = 3_600_000;
const STEPS = [
  [String(HOUR), "1 hour"],
  [String(24 * HOUR), "1 day"],
  [String(3 * 24 * HOUR), "3 days"],
  [String(7 * 24 * HOUR), "7 days"],
  [String(15 * 24 * HOUR), "15 days"],
  [String(31 * 24 * HOUR), "31 days"],
  [String(365 * 24 * HOUR), "365 days"],
] as const;

/** What there is, the clock, and how events travel. */
export function overviewPage(world: World, control: Control, policy: DeliveryPolicy, done: string | null): Page {
  const counts = control.counts();
  return testPage(
    "/test",
    "Control desk",
    html`<ul class="figures">
        ${SHOWN.map(([name, words]) => html`<li><strong>${(counts[name] ?? 0).toLocaleString("en-GB")}</strong><span>${words}</span></li>`)}
      </ul>
      <h2>Platform balance</h2>
      ${balances(world)}
      <h2>Steer</h2>
      <div class="cards">
        <section class="card">
          <h3>Clock</h3>
          <p>
            ${moment(Math.floor(world.nowMs() / 1000))}${world.offsetMs() === 0 ? "" : html`<small>${(world.offsetMs() / (24 * HOUR)).toFixed(1)} days ahead of this machine</small>`}
          </p>
          ${action("advance", "Move the clock on", {
            back: "/test",
            inputs: html`<label
              >Move on by<select name="ms">
                ${STEPS.map(([ms, words]) => html`<option value="${ms}">${words}</option>`)}
              </select></label
            >`,
          })}
          <p class="fine">Renewals, retries, payouts, refunds and deadlines on the way happen, each at its own time.</p>
        </section>
        <section class="card">
          <h3>Delivery of events</h3>
          ${deliveryForm(policy)}
        </section>
        <section class="card">
          <h3>Fill the books</h3>
          ${action("seed", "Make paid orders", { back: "/test", inputs: html`<label>How many<input name="payments" inputmode="numeric" value="100" /></label>` })}
          <p class="fine">Plausible past payments over 90 days; no event tells of them.</p>
        </section>
      </div>`,
    done,
  );
}

function balances(world: World): Html {
  const rows = [...world.balances.of("", world.now())];
  if (rows.length === 0)
    return html`<p class="muted">Nothing was paid yet. Open a checkout page and pay it with a test card.</p>`;
  return html`<ul class="figures">
    ${rows.map(([currency, held]) => html`<li><strong>${formatMoney(held.available, currency)}</strong><span>available, ${formatMoney(held.pending, currency)} to come</span></li>`)}
  </ul>`;
}

function deliveryForm(policy: DeliveryPolicy): Html {
  const percent = (part: number): string => String(Math.round(part * 100));
  const field = (name: string, label: string, value: string): Html =>
    html`<label>${label}<input name="${name}" inputmode="decimal" value="${value}" /></label>`;
  return action("delivery", "Deliver like this from now on", {
    back: "/test",
    inputs: html`<div class="grid">
      ${field("lost", "Lost, %", percent(policy.lost))} ${field("twice", "Twice, %", percent(policy.twice))}
      ${field("late", "Late, %", percent(policy.late.probability))}
      ${field("late_ms", "Late by, ms", String(policy.late.ms))}
      ${field("shuffled", "Out of order, %", percent(policy.shuffled.probability))}
      ${field("within_ms", "Within, ms", String(policy.shuffled.withinMs))}
      ${field("seed", "Seed", String(policy.seed))}
    </div>`,
  });
}
