import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** Does something within a line of text, and looks like the links beside it. */
export function TextButton({ className, type = "button", ...rest }: ComponentProps<"button">) {
  return (
    <button
      type={type}
      className={classes(
        "cursor-pointer border-0 bg-transparent p-0 text-left text-accent",
        "not-disabled:hover:underline not-disabled:hover:underline-offset-3 disabled:cursor-not-allowed disabled:opacity-55",
        className,
      )}
      {...rest}
    />
  );
}
