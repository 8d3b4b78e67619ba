import type { ComponentProps } from "react";
import { classes } from "./classes.ts";
import type { Tone } from "./tone.ts";

const tones: Record<Tone, string> = {
  neutral: "bg-sunk before:content-['i'] before:text-muted",
  accent: "bg-accent-wash before:content-['i'] before:text-accent",
  good: "bg-good-wash before:content-['✓'] before:text-good",
  warn: "bg-warn-wash before:content-['!'] before:text-warn",
  bad: "bg-bad-wash before:content-['!'] before:text-bad",
};

/** A sentence that has to be read before going on. A refusal (`bad`) is announced when it comes. */
export function Notice({
  tone = "neutral",
  className,
  children,
  ...rest
}: ComponentProps<"div"> & { readonly tone?: Tone }) {
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={classes(
        "flex gap-2 rounded-2 px-3 py-2.5 text-13 before:flex-none before:font-mono before:font-bold",
        tones[tone],
        className,
      )}
      {...rest}
    >
      <div className="min-w-0">{children}</div>
    </div>
  );
}
