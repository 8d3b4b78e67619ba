import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";

const paths = {
  bell: "M4 11.5V7a4 4 0 0 1 8 0v4.5l1 1H3zM6.5 14.5h3",
  check: "M3 8.5 6.5 12 13 4.5",
  "chevron-down": "M4 6l4 4 4-4",
  "chevron-left": "M10 4 6 8l4 4",
  "chevron-right": "M6 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M6 6h7v7H6zM3 10V3h7",
  external: "M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5",
  flag: "M4 14V2.5h8L10 6l2 3.5H4",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  minus: "M3.5 8h9",
  more: "M3.2 8h.1M8 8h.1M12.8 8h.1",
  plus: "M8 3v10M3 8h10",
  search: "M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10M10.8 10.8 14 14",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1",
} as const;

export type IconName = keyof typeof paths;

export const iconNames = Object.keys(paths) as readonly IconName[];

/** A line drawing of 16 by 16 in the text's colour, beside words that say the same. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="flex-none"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.2 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The same as text, for long lists. */
export function iconMarkup(name: IconName, size = 16): Markup {
  return markup`<svg class="flex-none" width="${size}" height="${size}" viewBox="0 0 16 16" fill="none" stroke="currentColor"
    stroke-width="${name === "more" ? 2.2 : 1.6}" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
  ><path d="${paths[name]}" /></svg>`;
}
