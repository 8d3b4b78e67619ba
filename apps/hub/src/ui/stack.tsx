import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

const gaps = { small: "gap-3", medium: "gap-4", large: "gap-6" };

type Props = ComponentProps<"div"> & {
  readonly gap?: keyof typeof gaps;
  /** A list of things below each other is a list. */
  readonly as?: "div" | "ul" | "ol" | "aside" | "header";
};

/** Things below each other: `large` between sections, `medium` between fields, `small` between lines. */
export function Stack({ gap = "large", as = "div", className, ...rest }: Props) {
  // Each of them takes the attributes of a div; JSX cannot say so for a union of tags.
  const Element = as as "div";
  return <Element className={classes("grid min-w-0 *:min-w-0", gaps[gap], className)} {...rest} />;
}
