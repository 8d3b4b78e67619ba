import type { FacetCount, FacetName as AnyFacet, StorePage } from "@fleet-persona/hub-core";
import { classes } from "../../ui/classes.ts";
import { facetNames, storeHref, toggled } from "../store-query.ts";
import type { FacetName, StoreQuery } from "../store-query.ts";
import { facetTitles, facetValueWords, isCode } from "./facet-words.ts";
import { SoftLink } from "../frame/soft-link.tsx";

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
  return (
    <div>
      <input type="checkbox" id="narrow-down" className="peer visually-hidden lg:hidden" />
      <label
        htmlFor="narrow-down"
        className="inline-flex min-h-9 cursor-pointer items-center rounded-2 border border-line-strong bg-raised px-3 text-13 font-medium peer-focus-visible:outline-2 peer-focus-visible:outline-focus lg:hidden"
      >
        Narrow down{chosen > 0 && ` (${chosen})`}
      </label>
      <nav aria-label="Narrow down" className="hidden gap-5 pt-4 peer-checked:grid lg:grid lg:pt-0">
        <Facet
          name="verified"
          counts={verified}
          exact={facetsExact}
          isChosen={() => query.verified}
          hrefOf={() => storeHref(query, { verified: !query.verified })}
        />
        {choices.map(({ name, counts }) => (
          <Facet
            key={name}
            name={name}
            counts={counts}
            exact={facetsExact}
            isChosen={(value) => isChosen(query, name, value)}
            hrefOf={(value) => storeHref(query, toggled(query, name, value))}
          />
        ))}
      </nav>
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

function Facet(props: FacetProps) {
  const { name, counts } = props;
  if (counts.length === 0) return null;
  const rest = counts.slice(shownAtOnce);
  return (
    <section aria-label={facetTitles[name]}>
      <h3 className="mb-1 text-12 font-medium text-muted">{facetTitles[name]}</h3>
      <Values {...props} counts={counts.slice(0, shownAtOnce)} />
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-12 text-accent">{rest.length} more</summary>
          <Values {...props} counts={rest} />
        </details>
      )}
    </section>
  );
}

function Values({ name, counts, exact, isChosen: chosen, hrefOf }: FacetProps) {
  return (
    <ul className="m-0 grid list-none p-0 text-13">
      {counts.map(({ value, count }) => {
        const on = chosen(value);
        return (
          <li key={value}>
            <SoftLink
              href={hrefOf(value)}
              keepsPlace
              rel="nofollow"
              aria-current={on ? "true" : undefined}
              className="flex min-h-7 items-center gap-2 text-text hover:text-accent aria-[current=true]:font-medium"
            >
              <span
                aria-hidden="true"
                className={classes(
                  "grid size-4 flex-none place-items-center rounded-1 border text-12 leading-none",
                  on ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-raised",
                )}
              >
                {on && "✓"}
              </span>
              <span className={classes("min-w-0 flex-1 wrap-anywhere", isCode(name) && "font-mono text-12")}>
                {facetValueWords(name, value)}
              </span>
              <span className="font-mono text-12 text-muted tabular-nums">
                {count}
                {!exact && count > 0 && "+"}
              </span>
            </SoftLink>
          </li>
        );
      })}
    </ul>
  );
}
