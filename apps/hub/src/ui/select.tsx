"use client";

import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { controlLook } from "./control-look.ts";
import { useEarlyInput } from "./use-early-input.ts";

/** One of several, chosen from the browser's own list: it works before any script and fits every screen. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  const early = useEarlyInput<HTMLSelectElement>(rest);
  return <select ref={early} className={classes(controlLook, "cursor-pointer pr-2", className)} {...rest} />;
}
