"use client";

import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { useEarlyInput } from "./use-early-input.ts";

type Props = Omit<ComponentProps<"input">, "type" | "role"> & { readonly label: ReactNode; readonly hint?: ReactNode };

/** On or off, at once. The knob's place says it as well as its colour. */
export function Switch({ label, hint, className, ...rest }: Props) {
  const early = useEarlyInput<HTMLInputElement>(rest);
  return (
    <label className={classes("flex min-h-7 items-start gap-2 text-13 has-disabled:text-muted", className)}>
      <input
        ref={early}
        type="checkbox"
        role="switch"
        className={classes(
          "m-0 h-5 w-9 flex-none cursor-pointer appearance-none rounded-full border border-edge bg-sunk transition-colors",
          "before:m-[2px] before:block before:size-3.5 before:rounded-full before:bg-muted before:transition-transform before:content-['']",
          "checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent",
          "disabled:cursor-not-allowed disabled:opacity-55",
        )}
        {...rest}
      />
      <span>
        {label}
        {hint !== undefined && <span className="block text-12 text-muted">{hint}</span>}
      </span>
    </label>
  );
}
