import Link from "next/link";
import { LinkButton } from "../../ui/link-button.tsx";
import { compareHref } from "../compare/compare-href.ts";

type Props = { readonly tray: readonly string[]; readonly hrefWith: (tray: readonly string[]) => string };

/** What was collected for comparing, at hand at the foot of the window; nothing while nothing was. */
export function CompareTray({ tray, hrefWith }: Props) {
  if (tray.length === 0) return null;
  return (
    <aside
      aria-label="Collected for comparing"
      className="sticky bottom-3 z-10 mt-6 flex flex-wrap items-center justify-between gap-3 rounded-3 border border-line-strong bg-raised px-4 py-3 shadow-over"
    >
      <ul className="m-0 flex min-w-0 list-none flex-wrap gap-x-4 gap-y-1 p-0 text-13">
        {tray.map((personaId) => (
          <li key={personaId} className="flex items-center gap-1.5">
            <code>{personaId}</code>
            <Link
              href={hrefWith(tray.filter((each) => each !== personaId))}
              prefetch={false}
              scroll={false}
              aria-label={`Do not compare ${personaId}`}
              className="px-1 text-muted"
            >
              ✕
            </Link>
          </li>
        ))}
      </ul>
      {tray.length === 1 ? (
        <span className="text-13 text-muted">Collect one more to compare</span>
      ) : (
        <LinkButton tone="primary" href={compareHref(tray)} prefetch={false}>
          Compare {tray.length}
        </LinkButton>
      )}
    </aside>
  );
}
