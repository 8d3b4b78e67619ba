import type { RunSeries, TraceRun } from "@fleet-persona/learning";
import type { Attribute } from "@fleet-persona/persona";
import { PERSONA } from "../bundle/evidence.ts";
import { html, joined, nothing, type Markup } from "./html.ts";
import { legend, plot, type Line } from "./plot.ts";
import { kindOf } from "./policy-kinds.ts";
import { exactScale, niceScale, type Scale } from "./scale.ts";

// Policies drawn beside the Persona, as many as can be told apart.
const BESIDE = ["reactive", "default", "oracle"];

type Series = Readonly<Record<string, RunSeries>>;

/** One run second by second on one time axis: traffic, p95, cost, and what the Persona had the fleet configured as. */
export function runPanel(trace: string, run: TraceRun, attributes: readonly Attribute[], objectiveMs: number): Markup {
  const series = run.series ?? {};
  const own = series[PERSONA] ?? Object.values(series)[0];
  if (own === undefined) return nothing;
  const x = exactScale(0, own.t.at(-1) ?? 1);
  const shown = [PERSONA, ...BESIDE].filter((name) => series[name] !== undefined);
  const p95 = linesOf(series, shown, ({ p95_ms }) => p95_ms);
  const cost = linesOf(series, shown, ({ cost: each }) => each);
  const top = Math.max(
    3 * objectiveMs,
    ...p95.flatMap(({ points }) => points.map(([, y]) => Math.min(y ?? 0, 5 * objectiveMs))),
  );
  const breach = run.policies[PERSONA]?.breach_seconds ?? 0;
  return html`<section class="run">
    <h3>
      ${trace}, seed ${run.seed}
      <span
        >${shown.map((name) => `${name} ${run.policies[name]?.breach_seconds ?? 0} breach s, ${Math.round(run.policies[name]?.core_seconds ?? 0)} core-s`).join(" · ")}</span
      >
    </h3>
    ${legend(p95)}
    ${plot({ title: "Requests", unit: "a second", height: 72, x, y: niceScale(own.requests, { count: 2 }), lines: [], area: { name: "requests", kind: "traffic", points: pairs(own.t, own.requests) } })}
    ${plot({
      title: "p95",
      unit: `ms, of each second${breach > 0 ? "; shaded: the Persona in breach" : ""}`,
      height: 150,
      x,
      y: niceScale([0, top], { count: 3 }),
      lines: p95,
      shaded: breachesOf(own),
      rule: { y: objectiveMs, label: `objective ${objectiveMs} ms` },
    })}
    ${plot({
      title: "Cost",
      unit: "a second, by the fleet's cost model",
      height: 96,
      x,
      y: niceScale(
        cost.flatMap(({ points }) => points.map(([, y]) => y ?? 0)),
        { count: 2 },
      ),
      lines: cost,
    })}
    ${joined(attributes.map((attribute) => lane(attribute, own, x)))}
    <div class="x lanes">
      ${joined(x.ticks.map((tick) => html`<span style="left:${Math.round(x.at(tick) * 1000) / 10}%">${tick} s</span>`))}
    </div>
  </section>`;
}

function linesOf(
  series: Series,
  names: readonly string[],
  column: (of: RunSeries) => readonly (number | null)[],
): Line[] {
  // The Persona last, on top of the others.
  return names.toReversed().map((name) => {
    const own = series[name] as RunSeries;
    return { name, kind: kindOf(name), points: pairs(own.t, column(own)) };
  });
}

function pairs(t: readonly number[], values: readonly (number | null)[]): Line["points"] {
  return t.map((at, index) => [at, values[index] ?? null] as const);
}

function breachesOf({ t, breach }: RunSeries): (readonly [number, number])[] {
  return t.flatMap((at, index) => ((breach[index] ?? 0) > 0 ? [[at - 1, at] as const] : []));
}

/** What an attribute was over time: a step line for a number, a band with its name in it for a choice. */
function lane(attribute: Attribute, { t, config }: RunSeries, x: Scale): Markup {
  const values = config[attribute.name];
  if (values === undefined) return nothing;
  const strip =
    "min" in attribute ? steps(attribute, t, values.map(Number), x) : bands(attribute, t, values.map(String), x);
  return html`<div class="lane">
    <span
      >${attribute.name}${"min" in attribute ? `, ${attribute.min} to ${attribute.max} ${attribute.unit}` : ""}</span
    >
    <div class="strip">${strip}</div>
  </div>`;
}

function steps(
  attribute: Extract<Attribute, { min: number }>,
  t: readonly number[],
  values: readonly number[],
  x: Scale,
): Markup {
  const log = attribute.scale === "log";
  const unit = (value: number): number =>
    log
      ? Math.log(value / attribute.min) / Math.log(attribute.max / attribute.min)
      : (value - attribute.min) / (attribute.max - attribute.min);
  const path = t.map((at, index) => {
    const y = Math.round((1 - unit(values[index] ?? attribute.min)) * 960) / 10 + 2;
    const px = Math.round(x.at(at) * 10_000) / 10;
    return index === 0 ? `M0 ${y}H${px}` : `V${y}H${px}`;
  });
  return html`<svg
    viewBox="0 0 1000 100"
    preserveAspectRatio="none"
    role="img"
    aria-label="${attribute.name} over time"
  >
    <path class="line persona" d="${path.join("")}" />
  </svg>`;
}

function bands(attribute: Attribute, t: readonly number[], values: readonly string[], x: Scale): Markup {
  const choices = "choices" in attribute ? attribute.choices : ["false", "true"];
  const runs: { value: string; from: number; to: number }[] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    const to = x.at(t[index] ?? 0);
    if (last?.value === value) last.to = to;
    else runs.push({ value, from: last?.to ?? 0, to });
  }
  return joined(
    runs.map(({ value, from, to }) => {
      const width = Math.round((to - from) * 1000) / 10;
      const label = width > 6 ? value : "";
      return html`<i
        class="choice c${choices.indexOf(value) % 8}"
        style="left:${Math.round(from * 1000) / 10}%;width:${width}%"
        title="${value}"
        >${label}</i
      >`;
    }),
  );
}
