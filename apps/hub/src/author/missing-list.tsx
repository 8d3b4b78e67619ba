import type { Missing, MissingCode } from "@fleet-persona/hub-core";
import Link from "next/link";

type Props = { readonly personaId: string; readonly missing: readonly Missing[] };

// Where what is missing can be given; the rest takes a new version or a moment.
const placeOf: Partial<Record<MissingCode, readonly [path: string, words: string]>> = {
  "price-missing": ["/terms", "Set a price"],
};

/** What a draft still needs, and where to give it. */
export function MissingList({ personaId, missing }: Props) {
  return (
    <ul className="m-0 grid list-none gap-2 p-0 text-13" aria-label="Still missing">
      {missing.map(({ code, message }) => {
        const place = placeOf[code];
        return (
          <li key={code} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
            <span aria-hidden="true" className="mt-1 size-3 rounded-1 border-[1.5px] border-line-strong" />
            <span>
              {message} {place !== undefined && <Link href={`/author/${personaId}${place[0]}`}>{place[1]}</Link>}
              {publishes.has(code) && <Link href="/author/publish">Publish a version</Link>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const publishes: ReadonlySet<MissingCode> = new Set([
  "card-too-short",
  "gate-rejected",
  "gate-failed",
  "nothing-offered",
]);
