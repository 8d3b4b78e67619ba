import type { Attribute, Manifest } from "@fleet-persona/persona";
import { PERSONA, type Evidence } from "../bundle/evidence.ts";
import { figureRows } from "../evaluation/figures-table.ts";
import { verdict } from "../evaluation/verdict.ts";
import { html, joined, nothing, type Markup } from "./html.ts";
import { learningPanel } from "./learning-panel.ts";
import { runPanel } from "./run-panel.ts";
import { scatter } from "./scatter.ts";
import { STYLE } from "./style.ts";

export type ReportContent = {
  readonly manifest: Pick<Manifest, "id" | "name" | "version" | "summary"> & {
    readonly attributes: readonly Attribute[];
  };
  readonly evidence: Evidence;
};

/** One page with everything on it: charts as inline SVG, nothing loaded from anywhere. */
export function renderReport({ manifest, evidence }: ReportContent): string {
  const { id, name, version, summary, attributes } = manifest;
  const { arms, scenarios, training, objective_p95_ms: objective } = evidence;
  const runs = scenarios.flatMap(({ trace, runs: each }) =>
    each.filter(({ series }) => series !== undefined).map((run) => runPanel(trace, run, attributes, objective)),
  );
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${name} v${version}: evaluation</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>${name} <span class="muted">v${version}</span></h1>
            <p class="id">${id}</p>
            <p class="summary">${summary}</p>
          </header>
          <p class="verdict">${verdict(arms)}</p>
          ${tiles(evidence)}
          <h2>Beside the baselines</h2>
          <div class="two">
            <div class="card">${scatter(arms)}</div>
            <div class="card">${figuresTable(evidence)}</div>
          </div>
          <h2>Second by second</h2>
          ${runs.length === 0 ? html`<p class="muted">No run kept its seconds.</p>` : joined(runs)}
          <h2>How it learned</h2>
          ${training.length === 0 ? html`<p class="muted">It was trained elsewhere: its curve is not here.</p>` : joined(training.map(learningPanel))}
          <h2>To repeat it</h2>
          ${reproduction(evidence)}
        </main>
      </body>
    </html> `;
  return page.markup;
}

function tiles({ arms, claimed }: Evidence): Markup {
  const own = arms[PERSONA];
  const other = arms["reactive"] ?? arms["default"];
  if (own === undefined) return nothing;
  const beside = arms["reactive"] === undefined ? "default" : "reactive";
  const { value, low, high } = claimed.distance_to_oracle;
  return html`<dl class="tiles">
    ${tile("Breach seconds", own.breach_seconds.toFixed(1), other === undefined ? "" : `${beside}: ${other.breach_seconds.toFixed(1)}`)}
    ${tile("Core-seconds", own.core_seconds.toFixed(0), other === undefined ? "" : `${beside}: ${other.core_seconds.toFixed(0)}`)}
    ${tile("p95", own.p95_ms === null ? "-" : `${own.p95_ms.toFixed(0)} ms`, other?.p95_ms == null ? "" : `${beside}: ${other.p95_ms.toFixed(0)} ms`)}
    ${value === null ? nothing : tile("Of the way to an oracle", `${Math.round(100 * value)} %`, low === null || high === null ? "from the default" : `95 % interval ${Math.round(100 * low)} to ${Math.round(100 * high)} %`)}
  </dl>`;
}

function tile(name: string, value: string, note: string): Markup {
  return html`<div class="tile">
    <dt>${name}</dt>
    <dd><b>${value}</b><small>${note}</small></dd>
  </div>`;
}

function figuresTable({ arms, scenarios }: Evidence): Markup {
  const { header, rows } = figureRows(arms);
  const count = scenarios.reduce((sum, { runs }) => sum + runs.length, 0);
  return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            ${joined(header.map((cell) => html`<th scope="col">${cell}</th>`))}
          </tr>
        </thead>
        <tbody>
          ${joined(
            rows.map(
              (row) =>
                html`<tr class="${row[0] === PERSONA ? "own" : ""}">
                  ${joined(row.map((cell) => html`<td>${cell}</td>`))}
                </tr>`,
            ),
          )}
        </tbody>
      </table>
    </div>
    <p class="muted">
      Means of ${count} ${count === 1 ? "run" : "runs"} that nobody trained on, the warm-up left out; all policies met
      the same arrivals.
    </p>`;
}

function reproduction({ reproduce, seeds, basis, reward, claimed }: Evidence): Markup {
  const weights = Object.entries(reward)
    .map(([name, weight]) => `${name} ${weight}`)
    .join(", ");
  const { breach_ratio_vs_reactive: ratio, pairs } = claimed;
  const said =
    ratio.value === null
      ? "not to be said"
      : `× ${ratio.value.toFixed(2)} (median of ${pairs.judged} pairs, ${pairs.at_no_more_cost} at no more cost)`;
  return html`<div class="card">
    <pre><code>${reproduce.join("\n")}</code></pre>
    <dl class="facts">
      <dt>Evaluated on seeds</dt>
      <dd>${seeds.join(", ")}</dd>
      <dt>Reward weights</dt>
      <dd>${weights}</dd>
      <dt>Breaches vs. reactive, at no more cost</dt>
      <dd>${said}</dd>
      <dt>Project and start</dt>
      <dd><code>sha256:${basis.slice(0, 16)}</code></dd>
    </dl>
  </div>`;
}
