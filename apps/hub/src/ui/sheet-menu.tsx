"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = {
  /** What it is called, for readers who do not see its sign. */
  readonly label: string;
  readonly sign: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A sheet of links and forms behind a sign. Open and shut before any script; with one, Escape, a click elsewhere and a followed link shut it. */
export function SheetMenu({ label, sign, className, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (focus: boolean): void => {
      if (details.current?.open !== true) return;
      details.current.open = false;
      if (focus) details.current.querySelector("summary")?.focus();
    };
    const onPointer = ({ target }: PointerEvent): void => {
      if (target instanceof Node && details.current?.contains(target) === false) close(false);
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") close(true);
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  const onClick = ({ target }: { readonly target: EventTarget }): void => {
    if (target instanceof Element && target.closest("a[href]") !== null && details.current !== null)
      details.current.open = false;
  };
  return (
    <details ref={details} className={classes("relative", className)}>
      <summary
        role="button"
        aria-label={label}
        className="inline-flex min-h-8 cursor-pointer list-none items-center gap-2 rounded-2 px-2 text-13 font-medium hover:bg-sunk [&::-webkit-details-marker]:hidden"
      >
        {sign}
      </summary>
      <div
        onClick={onClick}
        className="absolute top-[calc(100%+6px)] right-0 z-30 grid min-w-55 max-w-[calc(100vw-24px)] rounded-3 border border-line bg-raised p-1.5 shadow-over"
      >
        {children}
      </div>
    </details>
  );
}
