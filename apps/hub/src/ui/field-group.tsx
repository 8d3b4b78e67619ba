import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = ComponentProps<"fieldset"> & {
  readonly legend: ReactNode;
  /** In a frame of its own, where several of them stand below each other. */
  readonly framed?: boolean;
};

/** Fields that belong together under one name: boxes to tick, both ends of a range. */
export function FieldGroup({ legend, framed = false, className, children, ...rest }: Props) {
  return (
    <fieldset
      className={classes(
        "m-0 grid min-w-0 content-start gap-1",
        framed ? "rounded-2 border border-line px-4 pt-2 pb-4" : "border-0 p-0",
        className,
      )}
      {...rest}
    >
      <legend className={classes("text-13 font-medium", framed ? "px-1" : "mb-1 p-0")}>{legend}</legend>
      {children}
    </fieldset>
  );
}
