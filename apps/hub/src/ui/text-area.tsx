"use client";

import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import { controlLook } from "./control-look.ts";
import { useEarlyInput } from "./use-early-input.ts";

/** Several lines to write. */
export function TextArea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  const early = useEarlyInput<HTMLTextAreaElement>(rest);
  return <textarea ref={early} rows={rows} className={classes(controlLook, "resize-y py-2", className)} {...rest} />;
}
