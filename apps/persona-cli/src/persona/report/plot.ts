import { html, joined, nothing, type Markup } from "./html.ts";
import { brief, type Scale } from "./scale.ts";

/** One line of a plot; gaps where a value is null. */
export type Line = {
  readonly name: string;
  /** A class of the style sheet: its colour, and its dashes, so that it is not told by colour alone. */
  readonly kind: string;
  readonly points: readonly (readonly [x: number, y: number | null])[];
};

export type Plot = {
  readonly title: string;
  /** What stands beside the title: the unit and the window. */
  readonly unit: string;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly lines: readonly Line[];
  /** A line that is filled below. */
  readonly area?: Line;
  /** Stretches of x that are shaded. */
  readonly shaded?: readonly (readonly [from: number, to: number])[];
  readonly rule?: { readonly y: number; readonly label: string };
  /** Without it no marks below. */
  readonly xLabel?: (value: number) => string;
};

// The drawing's own units; it is stretched to the width there is, while letters and strokes keep their size.
const WIDTH = 1000;
const HEIGHT = 100;

/** A chart whose letters are text on the page and whose curves are an inline SVG. */
export function plot({ title, unit, height, x, y, lines, area, shaded = [], rule, xLabel }: Plot): Markup {
  const px = (value: number): number => round(x.at(value) * WIDTH);
  const py = (value: number): number => round((1 - y.at(value)) * HEIGHT);
  const grid = joined(y.ticks.map((tick) => html`<path class="grid" d="M0 ${py(tick)}H${WIDTH}" />`));
  const bands = joined(
    shaded.map(
      ([from, to]) =>
        html`<rect class="band" x="${px(from)}" y="0" width="${Math.max(2, px(to) - px(from))}" height="${HEIGHT}" />`,
    ),
  );
  const filled =
    area === undefined
      ? nothing
      : html`<path class="area" d="${pathOf(area, px, py)}V${HEIGHT}H0Z" /><path
            class="line ${area.kind}"
            d="${pathOf(area, px, py)}"
          />`;
  const ruled = rule === undefined ? nothing : html`<path class="rule" d="M0 ${py(rule.y)}H${WIDTH}" />`;
  const curves = joined(
    lines.map(
      (line) => html`<path class="line ${line.kind}" d="${pathOf(line, px, py)}"><title>${line.name}</title></path>`,
    ),
  );
  return html`<figure class="plot">
    <figcaption>${title} <span>${unit}</span></figcaption>
    <div class="frame" style="height:${height}px">
      <div class="y">
        ${joined(y.ticks.map((tick) => html`<span style="top:${round((1 - y.at(tick)) * 100)}%">${brief(tick)}</span>`))}
      </div>
      <div class="area-of-plot">
        <svg
          viewBox="0 0 ${WIDTH} ${HEIGHT}"
          preserveAspectRatio="none"
          role="img"
          aria-label="${title}, ${unit}: ${lines.map(({ name }) => name).join(", ")}"
        >
          ${bands}${grid}${filled}${ruled}${curves}</svg
        >${rule === undefined ? nothing : html`<span class="rule-label" style="top:${round((1 - y.at(rule.y)) * 100)}%">${rule.label}</span>`}
      </div>
    </div>
    ${xLabel === undefined ? nothing : html`<div class="x">${joined(x.ticks.map((tick) => html`<span style="left:${round(x.at(tick) * 100)}%">${xLabel(tick)}</span>`))}</div>`}
  </figure>`;
}

/** What each line is. */
export function legend(lines: readonly Pick<Line, "name" | "kind">[]): Markup {
  return html`<p class="legend">
    ${joined(
      lines.map(
        ({ name, kind }) =>
          html`<span
            ><svg viewBox="0 0 28 8" aria-hidden="true"><path class="line ${kind}" d="M0 4H28" /></svg>${name}</span
          >`,
      ),
    )}
  </p>`;
}

function pathOf({ points }: Line, px: (x: number) => number, py: (y: number) => number): string {
  let path = "";
  let pen = "M";
  for (const [x, y] of points) {
    if (y === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${px(x)} ${py(y)}`;
    pen = "L";
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
