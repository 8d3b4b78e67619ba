import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

type Props = {
  /** Where the name leads. */
  readonly home: string;
  /** The places one can go to: `MainNav`. */
  readonly nav?: ReactNode;
  /** What stands at the end: the palette, notices, the account or the way to sign in. */
  readonly children?: ReactNode;
};

/** The bar above every page. */
export function ShellBar({ home, nav, children }: Props) {
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-4 border-b border-line bg-raised px-4 sm:px-6 lg:gap-6">
      <Wordmark href={home} />
      {nav}
      <div className="ml-auto flex items-center gap-1 sm:gap-2">{children}</div>
    </header>
  );
}
