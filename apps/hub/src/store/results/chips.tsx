import { intentOf } from "@fleet-persona/hub-core";
import { facetNames, storeHref, toggled } from "../store-query.ts";
import type { StoreQuery } from "../store-query.ts";
import { facetTitles, facetValueWords } from "./facet-words.ts";
import { SoftLink } from "../frame/soft-link.tsx";

type Chip = { readonly label: string; readonly without: string };

/** What was asked for, each part with the way to take it back. */
export function Chips({ query }: { readonly query: StoreQuery }) {
  const chips = chipsOf(query);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Asked for" className="m-0 flex list-none flex-wrap items-center gap-2 p-0">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <SoftLink
            href={without}
            keepsPlace
            rel="nofollow"
            aria-label={`Take back: ${label}`}
            className="inline-flex min-h-7 items-center gap-1.5 rounded-[14px] bg-accent-wash px-2.5 text-12 text-accent-strong hover:no-underline"
          >
            {label} <span aria-hidden="true">✕</span>
          </SoftLink>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <SoftLink href={storeHref(emptied(query))} keepsPlace className="text-12">
            Take all back
          </SoftLink>
        </li>
      )}
    </ul>
  );
}

/** The parts of a question that chips show: everything but its words and its order. */
export function chipsOf(query: StoreQuery): readonly Chip[] {
  const { intent, publisher, verified } = query;
  return [
    ...(intent === null ? [] : [{ label: intentOf(intent).title, without: storeHref(query, { intent: null }) }]),
    ...(publisher === null ? [] : [{ label: `by ${publisher}`, without: storeHref(query, { publisher: null }) }]),
    ...(verified ? [{ label: "Verified seller", without: storeHref(query, { verified: false }) }] : []),
    ...facetNames.flatMap((name) =>
      query[name].map((value) => ({
        label: `${facetTitles[name]}: ${facetValueWords(name, value)}`,
        without: storeHref(query, toggled(query, name, value)),
      })),
    ),
  ];
}

function emptied(query: StoreQuery): StoreQuery {
  const none = { signals: [], attributes: [], targets: [], licences: [], prices: [], grades: [] };
  return { ...query, ...none, intent: null, publisher: null, verified: false };
}
