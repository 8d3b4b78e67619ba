import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";

type CardProps = ComponentProps<"section"> & { readonly as?: "section" | "article" | "div" | "aside" | "li" | "form" };

/** One matter on its own sheet. */
export function Card({ as = "section", className, ...rest }: CardProps) {
  // Each of them takes the attributes of a section; JSX cannot say so for a union of tags.
  const Element = as as "section";
  return (
    <Element
      className={classes("block min-w-0 rounded-3 border border-line bg-raised shadow-card", className)}
      {...rest}
    />
  );
}

type HeadProps = {
  readonly title: ReactNode;
  /** What the card is about, in a line below its title. */
  readonly note?: ReactNode;
  readonly level?: 2 | 3;
  readonly id?: string;
  /** What stands at the other end: a button, a badge, a switch. */
  readonly children?: ReactNode;
};

export function CardHead({ title, note, level = 2, id, children }: HeadProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-3">
      <div className="min-w-0">
        <Heading id={id}>{title}</Heading>
        {note !== undefined && <p className="text-12 text-muted">{note}</p>}
      </div>
      {children}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classes("min-w-0 p-4", className)} {...rest} />;
}

export function CardFoot({ className, ...rest }: ComponentProps<"footer">) {
  return <footer className={classes("border-t border-line px-4 py-3 text-12 text-muted", className)} {...rest} />;
}
