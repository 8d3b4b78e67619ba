import type { ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = { readonly className?: string; readonly children: ReactNode };

/** What is known about one thing: terms and what they come to. Its children are `Fact`s. */
export function Facts({ className, children }: Props) {
  return (
    <dl className={classes("grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-[7px] text-13", className)}>
      {children}
    </dl>
  );
}

export function Fact({ term, children }: { readonly term: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

/** The same side by side, each term above what it comes to. Its children are `FactTile`s. */
export function FactTiles({ className, children }: Props) {
  return (
    <dl className={classes("grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 gap-y-3", className)}>
      {children}
    </dl>
  );
}

export function FactTile({ term, children }: { readonly term: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-muted">{term}</dt>
      <dd className="m-0 text-13 wrap-anywhere">{children}</dd>
    </div>
  );
}
