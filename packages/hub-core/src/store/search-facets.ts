import type { SearchInput } from "./search-input.ts";
import { chosenOf } from "./search-terms.ts";
import { FACETS } from "./store-page.ts";
import type { FacetCount, FacetName, Facets } from "./store-page.ts";
import type { TermCount } from "./term-counts.ts";

// Beyond these nobody reads on; what is chosen is always among them.
const shownValues = 16;

/** The facets as pages show them: the most frequent values first, and what is chosen even where it leaves nothing. */
export function facetsOf(counts: readonly TermCount[], input: SearchInput): Facets {
  const byKind = Map.groupBy(counts, ({ kind }) => kind);
  const facet = (name: FacetName): readonly FacetCount[] => {
    const mine = (byKind.get(name) ?? [])
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .map(({ value, count }) => ({ value, count }));
    const chosen = chosenOf(input, name);
    const found = mine.filter(({ value }, place) => place < shownValues || chosen.includes(value));
    const missing = chosen.filter((value) => !found.some((one) => one.value === value));
    return [...found, ...missing.map((value) => ({ value, count: 0 }))];
  };
  return Object.fromEntries(FACETS.map((name) => [name, facet(name)])) as Record<FacetName, readonly FacetCount[]>;
}
