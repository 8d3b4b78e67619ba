import type { FacetCount, FacetName as AnyFacet, StorePage } from "@fleet-persona/hub-core";
import { classes } from "../../ui/classes.ts";
import { MarkupList } from "../../markup/markup-list.tsx";
import { markup } from "../../markup/markup.ts";
import type { Markup } from "../../markup/markup.ts";
import { facetNames, storeHref, toggled } from "../store-query.ts";
import type { FacetName, StoreQuery } from "../store-query.ts";
import { facetTitles, facetValueWords, isCode } from "./facet-words.ts";

type Shown = Pick<StorePage, "facets" | "facetsExact" | "total">;
type Props = { readonly page: Shown; readonly query: StoreQuery };

// More of them are there on demand: a list of two hundred signals is no choice.
const shownAtOnce = 6;

/** What the results can be narrowed by, each value with what it would leave. Links, so that it works without scripts. */
export function FacetPanel({ page, query }: Props) {
  const { facets, facetsExact } = page;
  const chosen = facetNames.reduce((sum, name) => sum + query[name].length, query.verified ? 1 : 0);
  const choices = facetNames.map((name) => ({
    name,
    counts: choiceOf(withChosen(facets[name], query[name]), query[name].length > 0, page),
  }));
  const verified = choiceOf(facets.verified, query.verified, page);
  // The column stays, so that results do not jump to its place.
  if (verified.length === 0 && choices.every(({ counts }) => counts.length === 0))
    return <p className="text-13 text-muted max-lg:hidden">There is nothing to narrow down by.</p>;
  const exact = facetsExact;
  const shown = [
    facet({
      name: "verified",
      counts: verified,
      exact,
      isChosen: () => query.verified,
      hrefOf: () => storeHref(query, { verified: !query.verified }),
    }),
    ...choices.map(({ name, counts }) =>
      facet({
        name,
        counts,
        exact,
        isChosen: (value) => isChosen(query, name, value),
        hrefOf: (value) => storeHref(query, toggled(query, name, value)),
      }),
    ),
  ].filter((each) => each !== null);
  return (
    <div>
      <input type="checkbox" id="narrow-down" className="peer visually-hidden lg:hidden" />
      <label
        htmlFor="narrow-down"
        className="inline-flex min-h-9 cursor-pointer items-center rounded-2 border border-line-strong bg-raised px-3 text-13 font-medium peer-focus-visible:outline-2 peer-focus-visible:outline-focus lg:hidden"
      >
        Narrow down{chosen > 0 && ` (${chosen})`}
      </label>
      <MarkupList
        as="nav"
        aria-label="Narrow down"
        className="hidden gap-5 pt-4 peer-checked:grid lg:grid lg:pt-0"
        markup={markup`${shown}`}
      />
    </div>
  );
}

// What every result has is no choice.
function choiceOf(
  counts: readonly FacetCount[],
  chosen: boolean,
  { facetsExact, total }: Shown,
): readonly FacetCount[] {
  const narrows = chosen || !facetsExact || counts.some(({ count }) => count < total);
  return narrows ? counts : [];
}

function isChosen(query: StoreQuery, name: FacetName, value: string): boolean {
  const chosen: readonly string[] = query[name];
  return chosen.includes(value);
}

// What was chosen stays in sight, even where it leaves nothing.
function withChosen(counts: readonly FacetCount[], chosen: readonly string[]): readonly FacetCount[] {
  const missing = chosen.filter((value) => counts.every((count) => count.value !== value));
  const ordered = counts.toSorted((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)));
  return [...missing.map((value) => ({ value, count: 0 })), ...ordered];
}

type FacetProps = {
  readonly name: AnyFacet;
  readonly counts: readonly FacetCount[];
  readonly exact: boolean;
  readonly isChosen: (value: string) => boolean;
  readonly hrefOf: (value: string) => string;
};

function facet(props: FacetProps): Markup | null {
  const { name, counts } = props;
  if (counts.length === 0) return null;
  const rest = counts.slice(shownAtOnce);
  return markup`<section aria-label="${facetTitles[name]}">
    <h3 class="mb-1 text-12 font-medium text-muted">${facetTitles[name]}</h3>
    ${values({ ...props, counts: counts.slice(0, shownAtOnce) })}
    ${rest.length > 0 && more({ ...props, counts: rest })}
  </section>`;
}

const more = (props: FacetProps): Markup => markup`<details>
  <summary class="cursor-pointer py-1 text-12 text-accent">${props.counts.length} more</summary>
  ${values(props)}
</details>`;

// What values have in common is said once, above them: `i` is the box before a value, `small` the count behind it.
const valuesLook =
  "m-0 grid list-none p-0 text-13 [&_a]:flex [&_a]:min-h-7 [&_a]:items-center [&_a]:gap-2 [&_a]:text-text [&_a]:not-hover:no-underline [&_a]:hover:text-accent " +
  "[&_i]:grid [&_i]:size-4 [&_i]:flex-none [&_i]:place-items-center [&_i]:rounded-1 [&_i]:border [&_i]:border-line-strong [&_i]:bg-raised " +
  "[&_i]:text-12 [&_i]:leading-none [&_i]:not-italic [&_span]:min-w-0 [&_span]:flex-1 [&_span]:wrap-anywhere " +
  "[&_small]:font-mono [&_small]:text-12 [&_small]:text-muted [&_small]:tabular-nums " +
  "[&_[aria-current]]:font-medium [&_[aria-current]_i]:border-accent [&_[aria-current]_i]:bg-accent [&_[aria-current]_i]:text-on-accent";
const codeLook = "[&_span]:font-mono [&_span]:text-12";

function values({ name, counts, exact, isChosen: chosen, hrefOf }: FacetProps): Markup {
  const items = counts.map(({ value, count }) => {
    const on = chosen(value);
    return markup`<li>
      <a href="${hrefOf(value)}" data-soft="here" rel="nofollow"${on && markup` aria-current="true"`}>
        <i aria-hidden="true">${on && "✓"}</i>
        <span>${facetValueWords(name, value)}</span>
        <small>${count}${!exact && count > 0 && "+"}</small>
      </a>
    </li>`;
  });
  return markup`<ul class="${classes(valuesLook, isCode(name) && codeLook)}">${items}</ul>`;
}
