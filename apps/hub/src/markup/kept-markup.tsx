"use client";

import type { ComponentProps } from "react";
import { markupOfRequest } from "./markup-of-request.ts";

type Props = Omit<ComponentProps<"div">, "children" | "dangerouslySetInnerHTML" | "id"> & {
  readonly as: "div" | "ul" | "span" | "nav";
  /** Where the server has it while the page is made, and the browser once it has come. */
  readonly kept: string;
  /** Null in a page that a browser loads: there it stands in the page already, and need not be sent a second time. */
  readonly html: string | null;
};

const inBrowser = new Map<string, string>();

/** HTML that a page carries once: what makes the page again in the browser takes it from there. */
export function KeptMarkup({ as, kept, html, ...rest }: Props) {
  // Each of them takes the attributes of a div; JSX cannot say so for a union of tags.
  const Element = as as "div";
  const text = html ?? (typeof window === "undefined" ? markupOfRequest().get(kept) : fromPage(kept));
  // oxlint-disable-next-line react/no-danger -- `markup` has escaped whatever was written
  return (
    <Element {...rest} data-kept={kept} dangerouslySetInnerHTML={{ __html: text ?? "" }} suppressHydrationWarning />
  );
}

// Once read it stays: whoever comes back to this page without loading it finds it here.
function fromPage(kept: string): string | undefined {
  const known = inBrowser.get(kept) ?? document.querySelector(`[data-kept="${kept}"]`)?.innerHTML;
  if (known !== undefined) inBrowser.set(kept, known);
  return known;
}
