import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";
import type { Tone } from "./tone.ts";

// The mark before the word differs in shape as well as in colour.
const tones: Record<Tone, string> = {
  neutral: "border-line bg-raised text-muted before:rounded-full",
  accent: "border-transparent bg-accent-wash text-accent before:rounded-full before:border-dashed",
  good: "border-transparent bg-good-wash text-good before:rounded-full before:bg-current",
  warn: "border-transparent bg-warn-wash text-warn before:rounded-[1px] before:bg-current",
  bad: "border-transparent bg-bad-wash text-bad before:rotate-45 before:rounded-[1px] before:bg-current",
};

const base =
  "inline-flex h-5.5 items-center gap-1.5 rounded-[11px] border px-2 text-12 font-medium whitespace-nowrap " +
  "before:size-[7px] before:flex-none before:border-[1.5px] before:border-current before:content-['']";

/** The state of something, in a word. */
export function Badge({ tone = "neutral", className, ...rest }: ComponentProps<"span"> & { readonly tone?: Tone }) {
  return <span className={classes(base, tones[tone], className)} {...rest} />;
}

type Worded = { readonly word: string; readonly tone: Tone; readonly meaning: string };

/** The same as text, for long lists. */
export function badgeMarkup({ word, tone, meaning }: Worded): Markup {
  return markup`<span class="${classes(base, tones[tone])}" title="${meaning}">${word}</span>`;
}
