import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { controlLook } from "./control-look.ts";

/** One line to write: text, a number, a day, an address. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(controlLook, className)} {...rest} />;
}
