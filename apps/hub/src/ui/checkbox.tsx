"use client";

import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { useEarlyInput } from "./use-early-input.ts";

type Props = Omit<ComponentProps<"input">, "type"> & { readonly label: ReactNode; readonly hint?: ReactNode };

/** Yes or no, with the words that are clicked. The browser's own, so that it is sent and read without scripts. */
export function Checkbox({ label, hint, className, ...rest }: Props) {
  const early = useEarlyInput<HTMLInputElement>(rest);
  return (
    <label className={classes("flex min-h-7 items-start gap-2 text-13 has-disabled:text-muted", className)}>
      <input ref={early} type="checkbox" className="mt-[3px] size-4 flex-none accent-accent" {...rest} />
      <span>
        {label}
        {hint !== undefined && <span className="block text-12 text-muted">{hint}</span>}
      </span>
    </label>
  );
}
