/** Roles of the page's colours a canvas draws with. */
export type Tone =
  | "text"
  | "muted"
  | "line"
  | "raised"
  | "accent"
  | "good"
  | "warn"
  | "bad"
  | `data-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** The colour a role has now, light or dark: a canvas cannot read custom properties itself. */
export function toneColour(element: Element, tone: Tone): string {
  return getComputedStyle(element).getPropertyValue(`--${tone}`).trim() || "currentColor";
}

/** The same colour, see-through: `alpha` 0..1. */
export function translucent(colour: string, alpha: number): string {
  if (/^(oklch|oklab|lch|lab|rgb|hsl)\([^/]*\)$/.test(colour)) return `${colour.slice(0, -1)} / ${alpha})`;
  return `color-mix(in oklab, ${colour} ${alpha * 100}%, transparent)`;
}
