import type { ComponentProps, ReactNode } from "react";
import { classes } from "../ui/classes.ts";
import { Page } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";

type Props = Pick<ComponentProps<"div">, "role" | "aria-label"> & {
  readonly queue: ReactNode;
  readonly children: ReactNode;
};

/** The review desk: the queue on the left, one decision on the right. */
export function DeskPage({ queue, children, ...rest }: Props) {
  return (
    <Page width="wide" {...rest}>
      <div
        className={classes(
          "mx-auto grid max-w-[1400px] grid-cols-[minmax(0,1fr)] items-start gap-8",
          "lg:grid-cols-[216px_minmax(0,1fr)] [&_section]:scroll-mt-[104px] lg:[&_section]:scroll-mt-[calc(var(--bar)+16px)]",
        )}
      >
        {queue}
        <Stack>{children}</Stack>
      </div>
    </Page>
  );
}
