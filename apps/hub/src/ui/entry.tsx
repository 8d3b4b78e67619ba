import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Wordmark } from "./wordmark.tsx";

type Props = {
  readonly children: ReactNode;
  /** Whether it is the whole page; the style page shows it within itself. */
  readonly whole?: boolean;
};

/** The quiet frame of pages before signing in. */
export function Entry({ children, whole = true }: Props) {
  const Inner = whole ? "main" : "div";
  return (
    <div
      className={classes("grid grid-rows-[auto_1fr_auto] justify-items-center gap-8 px-4 py-6", whole && "min-h-dvh")}
    >
      <Wordmark href="/" />
      <Inner className="w-full max-w-[400px] self-center">{children}</Inner>
      <p className="text-12 text-muted">Signed, learned configuration policies for fleets of servers.</p>
    </div>
  );
}

type HeadProps = { readonly title: string; readonly children: ReactNode };

/** What is asked or said on such a page. */
export function EntryHead({ title, children }: HeadProps) {
  return (
    <header className="mb-6">
      <h1 className="mb-2">{title}</h1>
      <p className="text-muted">{children}</p>
    </header>
  );
}
