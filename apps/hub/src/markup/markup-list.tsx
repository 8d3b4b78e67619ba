import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { after } from "next/server";
import type { ComponentProps } from "react";
import { KeptMarkup } from "./kept-markup.tsx";
import type { Markup } from "./markup.ts";
import { markupOfRequest } from "./markup-of-request.ts";

type Props = Omit<ComponentProps<"div">, "children" | "dangerouslySetInnerHTML" | "id"> & {
  readonly as: "div" | "ul" | "nav";
  readonly markup: Markup;
};

/** A long list that was made as text, for pages: one that a browser loads carries it once, and not again for its scripts. */
export async function MarkupList({ markup, ...rest }: Props) {
  const kept = randomUUID();
  const isLoaded = (await headers()).get("accept")?.includes("text/html") === true;
  if (!isLoaded) return <KeptMarkup {...rest} kept={kept} html={markup.text} />;
  markupOfRequest().set(kept, markup.text);
  after(() => markupOfRequest().delete(kept));
  return <KeptMarkup {...rest} kept={kept} html={null} />;
}
