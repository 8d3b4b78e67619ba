import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Stack } from "./stack.tsx";

type Props = {
  readonly children: ReactNode;
  readonly aside: ReactNode;
  readonly className?: string;
};

/** What a page is about, and beside it what goes with it; below it where there is no room. */
export function Columns({ children, aside, className }: Props) {
  return (
    <div
      className={classes(
        "grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]",
        className,
      )}
    >
      <Stack>{children}</Stack>
      <Stack>{aside}</Stack>
    </div>
  );
}
