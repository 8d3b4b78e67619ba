import Link from "next/link";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type Tab = {
  readonly href: string;
  readonly label: ReactNode;
  readonly current: boolean;
  readonly count?: number;
};

type Props = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** Its line goes to the edges of a head with the page's own padding. */
  readonly inset?: boolean;
};

/** The parts of one thing, each at an address of its own: they work without scripts and can be sent to somebody. */
export function Tabs({ label, tabs, inset = false }: Props) {
  return (
    <nav
      aria-label={label}
      className={classes(
        "flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]",
        inset && "-mx-4 mt-3 px-4 md:-mx-6 md:px-6",
      )}
    >
      {tabs.map(({ href, label: name, current, count }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={current ? "page" : undefined}
          className="border-b-2 border-transparent pt-2.5 pb-[9px] text-13 font-medium whitespace-nowrap text-muted no-underline hover:text-text hover:no-underline focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-text"
        >
          {name}
          {count !== undefined && <span className="ml-1.5 font-mono text-12 font-normal text-muted">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
