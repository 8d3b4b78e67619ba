import type { EventRow } from "../../state/rows-accounts.ts";
import type { World } from "../../state/world.ts";
import { html } from "../html.ts";
import type { Page } from "../layout.ts";
import { moment } from "../moment.ts";
import { stateWord } from "../state-word.ts";
import { action, table, testPage } from "./frame.ts";

/** One event as it was sent, and to whom. */
export function eventPage(world: World, row: EventRow, done: string | null): Page {
  const deliveries = world.tables.deliveries.having("event", row.id);
  return testPage(
    "/test/events",
    row.type,
    html`<p class="muted"><code>${row.id}</code>, ${moment(row.created)}</p>
      ${table(
        ["Endpoint", "State", "Attempts", "Answer"],
        deliveries.map(
          (one) =>
            html`<tr>
              <td class="mono">${world.tables.endpoints.get(one.endpoint)?.url ?? "gone"}</td>
              <td>${stateWord(one.state)}</td>
              <td class="number">${one.attempts}</td>
              <td>${one.lastStatus ?? ""}</td>
            </tr>`,
        ),
        "Nobody listened when it happened.",
      )}
      <div class="actions">
        ${deliveries.length === 0 ? null : action("deliver", "Deliver it again", { back: `/test/events/${row.id}`, fields: { event: row.id } })}
      </div>
      <h2>Body</h2>
      <pre class="body" tabindex="0"><code>${JSON.stringify(JSON.parse(row.body), null, 2)}</code></pre>`,
    done,
  );
}
