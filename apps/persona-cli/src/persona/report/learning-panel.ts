import type { TrainingRecord } from "../bundle/evidence.ts";
import { html, joined, type Markup } from "./html.ts";
import { plot } from "./plot.ts";
import { brief, exactScale, niceScale } from "./scale.ts";

type Drawn = { readonly field: string; readonly title: string; readonly unit: string };

const FIGURES: readonly Drawn[] = [
  { field: "reward", title: "Reward", unit: "of an episode, mean of the last hundred" },
  { field: "breach", title: "In breach", unit: "share of the time" },
  { field: "cost", title: "Cost", unit: "a decision" },
  { field: "trainingLoss", title: "Loss", unit: "in training" },
  { field: "validationLoss", title: "Held out", unit: "mean loss of what was not trained on" },
  { field: "best", title: "Best", unit: "reward of the fittest" },
  { field: "mean", title: "Mean", unit: "reward of the population" },
  { field: "diversity", title: "Diversity", unit: "of the population" },
];
const STEPS: Readonly<Record<string, string>> = { clone: "episodes", evolve: "generations" };

/** How one way of training went. */
export function learningPanel({ algorithm, seed, steps, from, curve }: TrainingRecord): Markup {
  const plots = FIGURES.flatMap((drawn) => plotOf(drawn, curve, STEPS[algorithm] ?? "decisions"));
  const began = from === null ? "" : `, from ${from}`;
  return html`<section class="learning">
    <h3>${algorithm}, seed ${seed}${began} <span>${brief(steps)} ${STEPS[algorithm] ?? "decisions"}</span></h3>
    ${plots.length === 0 ? html`<p class="muted">It ended before there was anything to draw.</p>` : html`<div class="grid-of-plots">${joined(plots)}</div>`}
  </section>`;
}

function plotOf({ field, title, unit }: Drawn, curve: TrainingRecord["curve"], along: string): Markup[] {
  const points = curve.flatMap((row) => {
    const [step, value] = [row["step"], row[field]];
    return step === undefined || value === undefined ? [] : [[step, value] as const];
  });
  if (points.length < 2) return [];
  const steps = points.map(([step]) => step);
  const x = exactScale(Math.min(...steps), Math.max(...steps), 3);
  const y = niceScale(
    points.map(([, value]) => value),
    { zero: false, count: 3 },
  );
  const line = { name: title, kind: "persona", points };
  return [plot({ title, unit: `${unit}, over ${along}`, height: 130, x, y, lines: [line], xLabel: brief })];
}
