import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";

const look = "inline-block rounded-1 bg-sunk px-[7px] py-px text-12 text-muted";

/** A word something is sorted by; it says nothing about how it is. */
export function Tag({ className, ...rest }: ComponentProps<"span">) {
  return <span className={classes(look, className)} {...rest} />;
}

/** The same as text, for long lists. */
export function tagMarkup(word: string): Markup {
  return markup`<span class="${look}">${word}</span>`;
}
