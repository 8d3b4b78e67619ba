import { iconMarkup } from "../ui/icon.tsx";
import { MarkupBlock } from "../markup/markup-block.tsx";
import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";

type Props = { readonly publisher: string; readonly name: string; readonly domain: string | null };

const look = "inline-flex min-w-0 flex-wrap items-center gap-x-1.5";

/** Who sells, with the domain that vouches for them where one does. */
export function SellerLine(props: Props) {
  return <MarkupBlock as="span" className={look} markup={inner(props)} />;
}

/** The same as text, for long lists. */
export function sellerMarkup(props: Props): Markup {
  return markup`<span class="${look}">${inner(props)}</span>`;
}

function inner({ publisher, name, domain }: Props): Markup {
  return markup`<a href="/store/${publisher}" data-soft="top" class="inline-flex min-h-6 items-center text-text">${name}</a>
    ${domain !== null && vouched(domain)}`;
}

function vouched(domain: string): Markup {
  return markup`<span class="inline-flex items-center gap-1 text-good" title="${domain} vouches for this seller by a DNS record">
    ${iconMarkup("check", 12)}<span class="visually-hidden">verified: </span>${domain}
  </span>`;
}
