import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** A number between two others, dragged or stepped with the arrow keys. */
export function Slider({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input type="range" className={classes("m-0 h-9 w-full cursor-pointer accent-accent", className)} {...rest} />;
}
