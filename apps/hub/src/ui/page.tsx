import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";

const widths = {
  normal: "max-w-[calc(var(--content)+48px)]",
  wide: "max-w-none",
  form: "max-w-[960px]",
  narrow: "max-w-narrow",
};

type Props = ComponentProps<"div"> & {
  readonly width?: keyof typeof widths;
  /** How far below what stands above it begins: `near` under tabs. */
  readonly top?: "far" | "near";
};

/** The sheet a page is written on: its width and the air around it. `wide` is for pages along a time axis, `form` for long forms. */
export function Page({ width = "normal", top = "far", className, ...rest }: Props) {
  return (
    <div
      className={classes(
        "mx-auto w-full px-4 pt-6 pb-16 sm:px-6",
        top === "far" && "sm:pt-10",
        widths[width],
        className,
      )}
      {...rest}
    />
  );
}

type HeadProps = {
  readonly title: ReactNode;
  /** One sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** What stands above the title: where the page belongs. */
  readonly above?: ReactNode;
  /** What one does here first. */
  readonly children?: ReactNode;
};

/** A page's title, what it is for, and its first action. */
export function PageHead({ title, lead, above, children }: HeadProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above !== undefined && <div className="mb-1 text-13 text-muted">{above}</div>}
        <h1>{title}</h1>
        {lead !== undefined && <p className="mt-1.5 max-w-read text-muted">{lead}</p>}
      </div>
      {children}
    </header>
  );
}
