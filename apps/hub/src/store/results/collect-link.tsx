import { mostCompared } from "../store-query.ts";
import { SoftLink } from "../frame/soft-link.tsx";

type Props = {
  readonly personaId: string;
  readonly title: string;
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
};

/** Collects a Persona for comparing, or puts it back. What is collected is in the address, so it needs no script. */
export function CollectLink({ personaId, title, tray, hrefWith }: Props) {
  const collected = tray.includes(personaId);
  if (!collected && tray.length >= mostCompared)
    return <span className="text-12 text-muted">{mostCompared} are compared at a time</span>;
  const next = collected ? tray.filter((each) => each !== personaId) : [...tray, personaId];
  return (
    <SoftLink
      href={hrefWith(next)}
      keepsPlace
      rel="nofollow"
      data-collect=""
      className="inline-flex min-h-6 items-center text-12"
      aria-label={collected ? `In comparison: ${title}. Take it away` : `Compare ${title}`}
    >
      {collected ? "✓ in comparison" : "+ Compare"}
    </SoftLink>
  );
}
