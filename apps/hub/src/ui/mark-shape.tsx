import { classes } from "./classes.ts";
import { fillOf, strokeOf, type DataColour, type Mark } from "./data-colour.ts";

const shapes: Record<Mark, string> = {
  disc: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
  ring: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
  square: "M-4-4h8v8h-8z",
  triangle: "M0-5.2 5 3.8H-5z",
  diamond: "M0-5.4 5.4 0 0 5.4-5.4 0z",
  cross: "M-4-4 4 4M4-4-4 4",
};

type Props = { readonly mark: Mark; readonly colour: DataColour; readonly small?: boolean };

/** One mark of a chart around its own origin. */
export function MarkShape({ mark, colour, small = false }: Props) {
  const open = mark === "ring" || mark === "cross";
  return (
    <path
      d={shapes[mark]}
      transform={small ? "scale(0.75)" : undefined}
      strokeWidth={open ? 2.2 : 1}
      className={open ? classes("fill-none", strokeOf[colour]) : classes(fillOf[colour], "stroke-raised")}
    />
  );
}
