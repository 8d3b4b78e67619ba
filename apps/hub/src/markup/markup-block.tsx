import type { ComponentProps } from "react";
import type { Markup } from "./markup.ts";

type Props = Omit<ComponentProps<"div">, "children" | "dangerouslySetInnerHTML"> & {
  readonly as?: "div" | "ul" | "span" | "nav";
  readonly markup: Markup;
};

/** An element whose content was made as text. */
export function MarkupBlock({ as = "div", markup, ...rest }: Props) {
  // Each of them takes the attributes of a div; JSX cannot say so for a union of tags.
  const Element = as as "div";
  // oxlint-disable-next-line react/no-danger -- `markup` has escaped whatever was written
  return <Element {...rest} dangerouslySetInnerHTML={{ __html: markup.text }} />;
}
