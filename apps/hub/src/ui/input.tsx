"use client";

import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { controlLook } from "./control-look.ts";
import { useEarlyInput } from "./use-early-input.ts";

/** One line to write: text, a number, a day, an address. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  const early = useEarlyInput<HTMLInputElement>(rest);
  return <input ref={early} className={classes(controlLook, className)} {...rest} />;
}
