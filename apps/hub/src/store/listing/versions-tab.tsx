import type { ListingPageView, PersonaVersionView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { noticeSentence, stateWords } from "../../lifecycle/state-words.ts";
import { VersionStateBadge } from "../../lifecycle/version-state-badge.tsx";
import { VerdictChip } from "../../reviews/verdict-chip.tsx";
import { Card, CardFoot, CardHead } from "../../ui/card.tsx";
import { classes } from "../../ui/classes.ts";
import { Day } from "../day.tsx";
import { tabOf } from "./listing-tabs.ts";

/** Every version with what changed in it, by kinds; the newest first. */
export function VersionsTab({ listing }: { readonly listing: ListingPageView }) {
  const { personaId, versions, versionCount } = listing;
  return (
    <Card id="versions" aria-labelledby="versions-title">
      <CardHead id="versions-title" title="Versions" note="numbers rise by one and are never used again">
        <Link href={tabOf(personaId, "family").href} prefetch={false} className="text-13">
          What they descend from
        </Link>
      </CardHead>
      <ol className="m-0 list-none p-0">
        {versions.map((version) => (
          <Version key={version.personaVersionId} version={version} />
        ))}
      </ol>
      {versionCount > versions.length && (
        <CardFoot>{versionCount - versions.length} older versions are not shown.</CardFoot>
      )}
    </Card>
  );
}

const kinds: Readonly<
  Record<PersonaVersionView["changelog"][number]["kind"], { readonly word: string; readonly look: string }>
> = {
  security: { word: "Security", look: "text-bad" },
  removed: { word: "Removed", look: "text-warn" },
  changed: { word: "Changed", look: "text-accent" },
  fixed: { word: "Fixed", look: "text-good" },
  added: { word: "Added", look: "text-good" },
};

function Version({ version }: { readonly version: PersonaVersionView }) {
  const { changelog, notices, state } = version;
  return (
    <li className="grid gap-2 border-b border-line p-4 last:border-b-0 sm:grid-cols-[110px_minmax(0,1fr)]">
      <div>
        <h3 className="font-mono text-16">v{version.version}</h3>
        <p className="text-12 text-muted">
          <Day at={version.publishedAt} />
        </p>
      </div>
      <div className="grid min-w-0 gap-2">
        <p className="flex flex-wrap items-center gap-2">
          <VerdictChip gate={version.gate} />
          {state !== "offered" && <VersionStateBadge state={state} />}
          <code className="text-12 text-muted" title={`SHA-256 of persona.json: ${version.digest}`}>
            {version.digest.slice(0, 12)}…
          </code>
        </p>
        {notices.map((notice) => (
          <p key={notice.kind} className="text-13">
            <span className="font-medium">{stateWords[notice.kind].word}:</span> {noticeSentence(notice)}
          </p>
        ))}
        {changelog.length === 0 && <p className="text-13 text-muted">Its author does not say what changed.</p>}
        {Object.entries(kinds).map(([kind, { word, look }]) => {
          const entries = changelog.filter((entry) => entry.kind === kind);
          if (entries.length === 0) return null;
          return (
            <div key={kind}>
              <h4 className={classes("text-12 font-medium", look)}>{word}</h4>
              <ul className="m-0 pl-4 text-13">
                {entries.map(({ text }, index) => (
                  <li key={index} className="wrap-anywhere">
                    {text}
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </li>
  );
}
