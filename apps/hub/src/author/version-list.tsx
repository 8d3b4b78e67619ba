import type { OwnListing, OwnListingVersion } from "@fleet-persona/hub-core";
import Link from "next/link";
import { NoticeLines } from "../lifecycle/notice-lines.tsx";
import { RestoreButton } from "../lifecycle/restore-button.tsx";
import { SayDialog } from "../lifecycle/say-dialog.tsx";
import type { Verb } from "../lifecycle/say-form.tsx";
import { VersionStateBadge } from "../lifecycle/version-state-badge.tsx";
import { verdictOf } from "../reviews/verdict-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { shortFingerprint } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { OfferNowButton } from "./offer-now-button.tsx";
import { whenPhrase } from "./when-phrase.ts";

type Props = { readonly listing: OwnListing; readonly maySpeak: boolean; readonly now: number };

/** Every version, what it is today, and what its publisher can say of it. */
export function VersionList({ listing, maySpeak, now }: Props) {
  const { versions, offer } = listing;
  const offered = versions.filter(({ state }) => state === "offered").map(({ version }) => version);
  return (
    <Card aria-label="Versions">
      <CardHead title="Versions" note={offerNote(listing)} />
      <ul className="m-0 grid list-none divide-y divide-line p-0">
        {versions.map((version) => (
          <Version
            key={version.personaVersionId}
            version={version}
            personaId={listing.personaId}
            isOffer={version.version === offer?.version}
            maySpeak={maySpeak}
            successors={offered.filter((number) => number !== version.version)}
            now={now}
          />
        ))}
      </ul>
    </Card>
  );
}

function offerNote({ offer, status }: OwnListing): string {
  if (offer === null) return "None is offered: fleets are led to none";
  return status === "draft"
    ? `Listed, it would offer version ${offer.version}`
    : `Fleets are led to version ${offer.version}`;
}

type VersionProps = {
  readonly version: OwnListingVersion;
  readonly personaId: string;
  readonly isOffer: boolean;
  readonly maySpeak: boolean;
  readonly successors: readonly number[];
  readonly now: number;
};

const tones = { good: "good", warn: "warn", bad: "bad", open: "neutral" } as const;

function Version({ version, personaId, isOffer, maySpeak, successors, now }: VersionProps) {
  const { personaVersionId, state, notices, gate, coolingUntil, changelog } = version;
  const verdict = verdictOf(gate);
  return (
    <li className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-mono font-semibold">v{version.version}</span>
            {state !== "offered" && <VersionStateBadge state={state} />}
            {isOffer && <Badge tone="good">The offer</Badge>}
            {coolingUntil !== null && state === "offered" && <Badge tone="accent">Cools down</Badge>}
            <Link href={`/reviews/${personaVersionId}`} className="no-underline">
              <Badge tone={tones[verdict.tone]} title={verdict.meaning}>
                {verdict.words}
              </Badge>
            </Link>
          </p>
          <p className="text-12 text-muted wrap-anywhere">
            Published <LocalTime at={version.publishedAt} />, signed by{" "}
            {version.signedBy.map(shortFingerprint).join(", ")}
          </p>
        </div>
        {maySpeak && <Verbs {...{ version, personaId, successors }} />}
      </div>
      {coolingUntil !== null && state === "offered" && (
        <p className="text-13">
          It becomes the offer {whenPhrase(coolingUntil - now)}, or when an advisory names the offer before it.
        </p>
      )}
      <NoticeLines notices={notices} />
      {changelog.length > 0 && (
        <ul className="m-0 grid gap-1 pl-4 text-13">
          {changelog.map(({ kind, text }) => (
            <li key={`${kind} ${text}`} className="wrap-anywhere">
              <span className="text-muted">{kind}:</span> {text}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const verbs: readonly Verb[] = ["deprecate", "yank", "revoke"];

function Verbs({ version, personaId, successors }: Pick<VersionProps, "version" | "personaId" | "successors">) {
  const { state, notices } = version;
  if (state === "revoked") return null;
  const said = new Set(notices.map(({ kind }) => kind));
  const left = verbs.filter(
    (verb) => !(verb === "deprecate" && said.has("deprecated")) && !(verb === "yank" && said.has("yanked")),
  );
  return (
    <div className="flex flex-wrap gap-2">
      {version.coolingUntil !== null && state === "offered" && (
        <OfferNowButton personaId={personaId} version={version.version} />
      )}
      {state !== "offered" && <RestoreButton personaId={personaId} version={version.version} />}
      {left.map((verb) => (
        <SayDialog key={verb} verb={verb} personaId={personaId} version={version} successors={successors} />
      ))}
    </div>
  );
}
