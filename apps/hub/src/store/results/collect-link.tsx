import { MarkupBlock } from "../../markup/markup-block.tsx";
import { markup } from "../../markup/markup.ts";
import type { Markup } from "../../markup/markup.ts";
import { mostCompared } from "../store-query.ts";

type Props = {
  readonly personaId: string;
  readonly title: string;
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
};

/** Collects a Persona for comparing, or puts it back. What is collected is in the address, so it needs no script. */
export function CollectLink(props: Props) {
  return <MarkupBlock as="span" markup={collectMarkup(props)} />;
}

/** The same as text, for long lists. */
export function collectMarkup({ personaId, title, tray, hrefWith }: Props): Markup {
  const collected = tray.includes(personaId);
  if (!collected && tray.length >= mostCompared)
    return markup`<span class="text-12 text-muted">${mostCompared} are compared at a time</span>`;
  const next = collected ? tray.filter((each) => each !== personaId) : [...tray, personaId];
  const said = collected ? `In comparison: ${title}. Take it away` : `Compare ${title}`;
  return markup`<a
    href="${hrefWith(next)}" data-soft="here" rel="nofollow" data-collect=""
    class="inline-flex min-h-6 items-center text-12" aria-label="${said}"
  >${collected ? "✓ in comparison" : "+ Compare"}</a>`;
}
