"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = {
  /** What it is called, for readers who do not see its sign. */
  readonly label: string;
  readonly sign: ReactNode;
  /** How the sign looks, when it is not one of the bar's. */
  readonly look?: string;
  /** The edge of the sign that the sheet hangs from. */
  readonly side?: "start" | "end";
  readonly className?: string;
  readonly children: ReactNode;
};

const barSign =
  "inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-2 px-2 text-13 font-medium hover:bg-sunk";

/** A sheet of links and forms behind a sign. Open and shut before any script; with one, Escape, a click elsewhere, a followed link and what says `data-closes` shut it. */
export function SheetMenu({ label, sign, look = barSign, side = "end", className, children }: Props) {
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
    if (target instanceof Element && target.closest("a[href], [data-closes]") !== null && details.current !== null)
      details.current.open = false;
  };
  return (
    <details ref={details} className={classes("relative", className)}>
      <summary role="button" className={classes(look, "list-none [&::-webkit-details-marker]:hidden")}>
        <span className="visually-hidden">{label}</span>
        <span className="contents" aria-hidden="true">
          {sign}
        </span>
      </summary>
      <div
        onClick={onClick}
        className={classes(
          "absolute top-[calc(100%+6px)] z-30 grid min-w-55 max-w-[calc(100vw-24px)] rounded-3 border border-line bg-raised p-1.5 shadow-over",
          side === "end" ? "right-0" : "left-0 md:right-0 md:left-auto",
        )}
      >
        {children}
      </div>
    </details>
  );
}
