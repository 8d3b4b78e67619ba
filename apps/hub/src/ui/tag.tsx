import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** A word something is sorted by; it says nothing about how it is. */
export function Tag({ className, ...rest }: ComponentProps<"span">) {
  return (
    <span
      className={classes("inline-block rounded-1 bg-sunk px-[7px] py-px text-12 text-muted", className)}
      {...rest}
    />
  );
}
