import { html, type Html } from "../html.ts";
import type { Page } from "../layout.ts";

const TABS = [
  ["/test", "Overview"],
  ["/test/checkouts", "Checkouts"],
  ["/test/payments", "Payments"],
  ["/test/subscriptions", "Subscriptions"],
  ["/test/disputes", "Disputes"],
  ["/test/sellers", "Sellers"],
  ["/test/events", "Events"],
] as const;

/** A page of the control desk, with its way to the others. `done`: what was just carried out. */
export function testPage(path: (typeof TABS)[number][0], title: string, body: Html, done: string | null): Page {
  return {
    title,
    wide: true,
    body: html`<h1>${title}</h1>
      <nav aria-label="Control pages">
        <ul class="tabs">
          ${TABS.map(([href, name]) => html`<li><a href="${href}" ${href === path ? html`aria-current="page"` : null}>${name}</a></li>`)}
        </ul>
      </nav>
      ${done === null ? null : html`<p class="done" role="status">${done}</p>`} ${body}`,
  };
}

/** A form of one button, and whatever fields it needs. `fields` goes along hidden. */
export function action(
  name: string,
  label: string,
  given: {
    readonly back: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly inputs?: Html;
    readonly danger?: boolean;
  },
): Html {
  return html`<form method="post" action="/test/do">
    <input type="hidden" name="back" value="${given.back}" />
    ${Object.entries(given.fields ?? {}).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
    ${given.inputs ?? null}
    <button name="do" value="${name}" class="${given.danger === true ? "danger" : ""}">${label}</button>
  </form>`;
}

/** A table of rows, or words that say what to do about there being none. */
export function table(headings: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="muted">${empty}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${headings[0] ?? "List"}">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
