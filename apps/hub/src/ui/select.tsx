import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { controlLook } from "./control-look.ts";

/** One of several, chosen from the browser's own list: it works before any script and fits every screen. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={classes(controlLook, "cursor-pointer pr-2", className)} {...rest} />;
}
