import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

const gaps = { small: "gap-3", medium: "gap-4", large: "gap-6" };

type Props = ComponentProps<"div"> & { readonly gap?: keyof typeof gaps };

/** Things below each other: `large` between sections, `medium` between fields, `small` between lines. */
export function Stack({ gap = "large", className, ...rest }: Props) {
  return <div className={classes("grid min-w-0 *:min-w-0", gaps[gap], className)} {...rest} />;
}
