import type { OwnListingView, OwnVersionView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { AdvisoryItem } from "./advisory-item.tsx";
import { AdvisoryForm } from "./advisory-form.tsx";
import { NoticeLines } from "./notice-lines.tsx";
import { RestoreButton } from "./restore-button.tsx";
import { SayDialog } from "./say-dialog.tsx";
import type { Verb } from "./say-form.tsx";
import { VersionStateBadge } from "./version-state-badge.tsx";
import { WithdrawButton } from "./withdraw-button.tsx";

type Props = { readonly listing: OwnListingView; readonly maySpeak: boolean };

/** One of the tenant's Personas as its publisher sees it: every version, what was said of it, and what can be said. */
export function OwnListing({ listing, maySpeak }: Props) {
  const { personaId, title, versions, advisories } = listing;
  const offered = versions.filter(({ state }) => state === "offered").map(({ version }) => version);
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>
          <Link href={`/store/${personaId}`}>{title}</Link> <code className="muted tiny">{personaId}</code>
        </h2>
        <p>
          {versions.length} {versions.length === 1 ? "version" : "versions"}, {offered.length} offered ·{" "}
          <Link href={`/author/${personaId}/refinements`}>refine</Link> ·{" "}
          <Link href={`/store/${personaId}/family`}>family</Link>
        </p>
      </div>
      <ul role="list" className="own-versions">
        {versions.map((version) => (
          <OwnVersion
            key={version.personaVersionId}
            version={version}
            personaId={personaId}
            maySpeak={maySpeak}
            successors={offered.filter((number) => number !== version.version)}
          />
        ))}
      </ul>
      <div className="card-body stack stack-small own-advisories">
        <h3>Advisories</h3>
        {advisories.length === 0 && <p className="muted small">None stands.</p>}
        {advisories.map((advisory) => (
          <AdvisoryItem key={advisory.advisoryId} advisory={advisory}>
            {maySpeak && <WithdrawButton advisoryId={advisory.advisoryId} title={advisory.title} />}
          </AdvisoryItem>
        ))}
        {maySpeak && <AdvisoryForm personaId={personaId} versions={versions.map(({ version }) => version)} />}
      </div>
    </section>
  );
}

type VersionProps = {
  readonly version: OwnVersionView;
  readonly personaId: string;
  readonly maySpeak: boolean;
  readonly successors: readonly number[];
};

function OwnVersion({ version, personaId, maySpeak, successors }: VersionProps) {
  const { state, notices, digest, publishedAt } = version;
  return (
    <li className="own-version">
      <div className="row spread">
        <p className="row">
          <span className="mono strong">v{version.version}</span>
          <VersionStateBadge state={state} />
          <span className="muted small">
            published <LocalTime at={publishedAt} />
          </span>
          <code className="muted tiny" title={digest}>
            {digest.slice(0, 12)}…
          </code>
        </p>
        {maySpeak && (
          <div className="row">
            {verbsFor(state).map((verb) => (
              <SayDialog key={verb} {...{ verb, personaId, version, successors }} />
            ))}
            {(state === "deprecated" || state === "yanked") && (
              <RestoreButton personaId={personaId} version={version.version} />
            )}
          </div>
        )}
      </div>
      <NoticeLines notices={notices} />
    </li>
  );
}

function verbsFor(state: OwnVersionView["state"]): readonly Verb[] {
  switch (state) {
    case "offered":
      return ["deprecate", "yank", "revoke"];
    case "deprecated":
      return ["yank", "revoke"];
    case "yanked":
      return ["revoke"];
    case "revoked":
      return [];
  }
  return state satisfies never;
}
