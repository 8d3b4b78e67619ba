import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

type Props = ComponentProps<"div"> & {
  /** The first and the last go to the ends. */
  readonly spread?: boolean;
  readonly align?: "center" | "baseline" | "start" | "end";
  readonly as?: "div" | "p" | "span" | "figcaption";
};

const aligned = { center: "items-center", baseline: "items-baseline", start: "items-start", end: "items-end" };

/** Things beside each other; they wrap where there is no room. */
export function Row({ spread = false, align = "center", as = "div", className, ...rest }: Props) {
  // Each of them takes the attributes of a div; JSX cannot say so for a union of tags.
  const Element = as as "div";
  return (
    <Element
      className={classes("flex flex-wrap gap-x-3 gap-y-2", aligned[align], spread && "justify-between", className)}
      {...rest}
    />
  );
}
