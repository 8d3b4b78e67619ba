import type { PolicyFigures } from "@fleet-persona/learning";
import { html, joined, type Markup } from "./html.ts";
import { brief, niceScale } from "./scale.ts";
import { kindOf } from "./policy-kinds.ts";

// Labels closer than this share of the height would lie on one another.
const APART = 0.075;

/** Cost against breach seconds of every policy: down and left is better. */
export function scatter(arms: Readonly<Record<string, PolicyFigures>>): Markup {
  const entries = Object.entries(arms);
  const typical = medianOf(entries.map(([, { breach_seconds }]) => breach_seconds));
  // One policy that breaks down would press all others onto the axis: it is drawn at the edge, with its figure.
  const edge = Math.max(
    10,
    4 * typical,
    1.2 * (arms["reactive"]?.breach_seconds ?? 0),
    1.2 * (arms["persona"]?.breach_seconds ?? 0),
  );
  const x = niceScale(
    entries.map(([, { core_seconds }]) => core_seconds),
    { zero: false },
  );
  const y = niceScale(entries.map(([, { breach_seconds }]) => Math.min(edge, breach_seconds)));
  const marks = placed(
    entries.map(([name, figures]) => ({
      name,
      figures,
      left: x.at(figures.core_seconds),
      top: 1 - y.at(figures.breach_seconds),
    })),
  );
  return html`<figure class="plot scatter">
    <figcaption>Cost against breach seconds <span>means of a run; down and left is better</span></figcaption>
    <div class="frame" style="height:320px">
      <div class="y">
        ${joined(y.ticks.map((tick) => html`<span style="top:${percent(1 - y.at(tick))}%">${brief(tick)}</span>`))}
      </div>
      <div class="area-of-plot">
        <svg
          viewBox="0 0 1000 100"
          preserveAspectRatio="none"
          role="img"
          aria-label="${entries.map(([name, f]) => `${name}: ${brief(f.breach_seconds)} breach seconds at ${brief(f.core_seconds)} core-seconds`).join("; ")}"
        >
          ${joined(y.ticks.map((tick) => html`<path class="grid" d="M0 ${percent(1 - y.at(tick))}H1000" />`))}
        </svg>
        ${joined(marks.map(({ name, figures, left, top, shift }) => html`<span class="mark ${kindOf(name)}" style="left:${percent(left)}%;top:${percent(top)}%" title="${name}: ${brief(figures.breach_seconds)} breach seconds, ${brief(figures.core_seconds)} core-seconds"></span><span class="mark-label ${kindOf(name)} ${left > 0.7 ? "before" : ""}" style="left:${percent(left)}%;top:calc(${percent(top)}% + ${Math.round(shift)}px)">${name}${figures.breach_seconds > y.max ? ` (${brief(figures.breach_seconds)} s)` : ""}</span>`))}
      </div>
    </div>
    <div class="x">
      ${joined(x.ticks.map((tick) => html`<span style="left:${percent(x.at(tick))}%">${brief(tick)}</span>`))}
    </div>
    <p class="axis-names"><span>↑ breach seconds</span><span>core-seconds →</span></p>
  </figure>`;
}

type Mark = { readonly name: string; readonly figures: PolicyFigures; readonly left: number; readonly top: number };

/** Labels moved up or down, in pixels, so that those near one another can be read. */
function placed(marks: readonly Mark[]): (Mark & { shift: number })[] {
  const done: (Mark & { shift: number; at: number })[] = [];
  for (const mark of marks.toSorted((a, b) => b.top - a.top)) {
    let at = mark.top;
    while (done.some((other) => Math.abs(other.left - mark.left) < 0.24 && Math.abs(other.at - at) < APART))
      at -= APART / 3;
    done.push({ ...mark, at, shift: (at - mark.top) * 320 });
  }
  return done;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
