import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";

// Five of them, sixteen apart.
const stars = [0, 16, 32, 48, 64]
  .map((x) => `M${8 + x} 1.6l2 4.3 4.6.6-3.4 3.2.9 4.6-4.1-2.3-4.1 2.3.9-4.6-3.4-3.2 4.6-.6z`)
  .join("");

type Props = {
  /** 0 to 5. */
  readonly value: number;
  /** How many counted; "no reviews" is not zero stars. */
  readonly votes?: number;
  readonly size?: number;
};

/** A rating out of five, filled in tenths, with the figure beside it. */
export function Stars({ value, votes, size = 14 }: Props) {
  const { shown, said, filled } = wordsOf(value, votes);
  return (
    <span className="inline-flex items-center gap-1.5 text-13 whitespace-nowrap">
      <svg width={size * 5} height={size} viewBox="0 0 80 16" role="img" aria-label={said}>
        <path d={stars} className="fill-line-strong" />
        <svg width={filled} height="16">
          <path d={stars} className="fill-warn" />
        </svg>
      </svg>
      <span aria-hidden="true">
        <span className="font-mono tabular-nums">{shown}</span>
        {votes !== undefined && <span className="text-muted"> ({votes})</span>}
      </span>
    </span>
  );
}

/** What `starsMarkup` draws with, once in a page that has some of it. */
export const starsShape: Markup = markup`<svg width="0" height="0" class="absolute" aria-hidden="true">
  <path id="five-stars" d="${stars}" />
</svg>`;

/** The same as text, for long lists in a page that has `starsShape`. */
export function starsMarkup(value: number, votes: number): Markup {
  const { shown, said, filled } = wordsOf(value, votes);
  return markup`<span class="inline-flex items-center gap-1.5 text-13 whitespace-nowrap">
    <svg width="70" height="14" viewBox="0 0 80 16" role="img" aria-label="${said}">
      <use href="#five-stars" class="fill-line-strong" />
      <svg width="${filled}" height="16"><use href="#five-stars" class="fill-warn" /></svg>
    </svg>
    <span aria-hidden="true">
      <span class="font-mono tabular-nums">${shown}</span><span class="text-muted"> (${votes})</span>
    </span>
  </span>`;
}

function wordsOf(value: number, votes: number | undefined): { shown: string; said: string; filled: number } {
  const shown = value.toFixed(1);
  const counted = votes === undefined ? "" : `, ${votes} ${votes === 1 ? "review" : "reviews"}`;
  return { shown, said: `${shown} of 5${counted}`, filled: Math.round(Math.max(0, Math.min(5, value)) * 160) / 10 };
}
