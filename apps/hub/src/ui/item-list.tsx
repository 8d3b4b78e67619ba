import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

/** A list within a card: each line says in its first element what it is, and has what can be done with it at its end. */
export function ItemList({ className, ...rest }: ComponentProps<"ul">) {
  return (
    <ul
      role="list"
      className={classes(
        "[&>li]:flex [&>li]:flex-wrap [&>li]:items-center [&>li]:justify-between [&>li]:gap-x-4 [&>li]:gap-y-2",
        "[&>li]:border-t [&>li]:border-line [&>li]:px-4 [&>li]:py-2.5 [&>li>div]:min-w-0 [&>li>div]:flex-[1_1_260px]",
        className,
      )}
      {...rest}
    />
  );
}
