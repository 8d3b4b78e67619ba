import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = ComponentProps<"table"> & {
  /** What the table holds, for readers who do not see what stands above it. */
  readonly caption?: ReactNode;
  /** Its rows lead somewhere: the one pointed at is marked. */
  readonly links?: boolean;
  /** On a narrow page each row becomes a list; its cells say their column by `data-label`. */
  readonly stacks?: boolean;
};

const stacked =
  "max-md:block max-md:[&_thead]:hidden max-md:[&_tbody]:block max-md:[&_tr]:block max-md:[&_tr]:border-b max-md:[&_tr]:border-line max-md:[&_tr]:px-4 " +
  "max-md:[&_tr]:py-2 max-md:[&_tbody_tr:last-child]:border-b-0 max-md:[&_:is(td,th)]:flex max-md:[&_:is(td,th)]:flex-wrap max-md:[&_:is(td,th)]:items-center " +
  "max-md:[&_:is(td,th)]:gap-x-2 max-md:[&_:is(td,th)]:gap-y-0.5 max-md:[&_:is(td,th)]:border-0 max-md:[&_:is(td,th)]:px-0! max-md:[&_:is(td,th)]:py-[3px] " +
  "max-md:[&_:is(td,th)]:text-left max-md:[&_td>*]:min-w-0 max-md:[&_td]:before:flex-[0_0_96px] max-md:[&_td]:before:font-text max-md:[&_td]:before:text-12 " +
  "max-md:[&_td]:before:text-muted max-md:[&_td]:before:content-[attr(data-label)]";

/** Things that are compared. It scrolls sideways in its own frame and can be reached and moved by the keyboard. */
export function Table({ caption, links = false, stacks = false, className, children, ...rest }: Props) {
  return (
    <div
      className="relative overflow-x-auto"
      tabIndex={0}
      role={caption === undefined ? undefined : "region"}
      aria-label={typeof caption === "string" ? caption : undefined}
    >
      <table
        className={classes(
          "w-full border-collapse text-13 [&_tbody_tr:last-child>*]:border-b-0",
          links && "[&_tbody_tr:hover]:bg-sunk",
          stacks && stacked,
          className,
        )}
        {...rest}
      >
        {caption !== undefined && <caption className="visually-hidden">{caption}</caption>}
        {children}
      </table>
    </div>
  );
}

const cell = "border-b border-line pr-4 align-baseline first:pl-4";

type ThProps = ComponentProps<"th"> & { readonly num?: boolean };

/** A column's head (`scope="col"`, the default) or what its row is about (`scope="row"`). */
export function Th({ num = false, scope = "col", className, ...rest }: ThProps) {
  return (
    <th
      scope={scope}
      className={classes(
        cell,
        num ? "text-right" : "text-left",
        scope === "col" ? "py-2 text-12 font-normal whitespace-nowrap text-muted" : "py-[9px] font-medium",
        className,
      )}
      {...rest}
    />
  );
}

type TdProps = ComponentProps<"td"> & { readonly num?: boolean };

export function Td({ num = false, className, ...rest }: TdProps) {
  return (
    <td
      className={classes(
        cell,
        "py-[9px]",
        num ? "text-right font-mono text-12 whitespace-nowrap tabular-nums" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}
