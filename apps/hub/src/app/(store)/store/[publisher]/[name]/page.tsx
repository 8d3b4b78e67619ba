import { getListing, listMeasuredEffects } from "@fleet-persona/hub-core";
import type { ListingDetail } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { readEvidence } from "../../../../../evidence/read-evidence.ts";
import { MeasuredEffects } from "../../../../../experiments/effects/measured-effects.tsx";
import { mayApprove } from "../../../../../fleet/may.ts";
import { Markdown } from "../../../../../markdown/markdown.tsx";
import { ListingLifecycle } from "../../../../../lifecycle/listing-lifecycle.tsx";
import { ContractSection } from "../../../../../store/contract-section.tsx";
import { EvidenceSection } from "../../../../../store/evidence-section.tsx";
import { GetPanel } from "../../../../../store/get-panel.tsx";
import { SecuritySection, VersionsSection } from "../../../../../store/trust-sections.tsx";
import { TryPanel } from "../../../../../trials/try-panel.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { percent } from "../../../../../ui/figures.ts";
import { LocalTime } from "../../../../../ui/local-time.tsx";

type Props = { readonly params: Promise<{ readonly publisher: string; readonly name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { publisher, name } = await params;
  return { title: `${publisher}/${name}` };
}

export default async function ListingPage({ params }: Props) {
  const listing = await ask(getListing, await params);
  const [effects, { actor }] = await Promise.all([
    ask(listMeasuredEffects, { listingId: listing.listingId, limit: 50 }),
    requireSession(),
  ]);
  return (
    <div className="page">
      <ListingHead listing={listing} />
      <ListingLifecycle listing={listing} />
      <div className="listing">
        <div className="stack listing-story">
          <nav className="tabs" aria-label="On this page">
            <a href="#overview">Overview</a>
            <a href="#evidence">Evidence</a>
            {effects.length > 0 && <a href="#measured">Measured</a>}
            <a href="#contract">Signals and attributes</a>
            <a href="#versions">Versions</a>
            <Link href={`/store/${listing.personaId}/family`}>Family</Link>
            <a href="#security">Security</a>
          </nav>
          <section className="card" id="overview" aria-labelledby="overview-title">
            <div className="card-head">
              <h2 id="overview-title">Model card</h2>
              <p>written by the author, part of the signed bundle</p>
            </div>
            <div className="card-body">
              <Markdown source={listing.card} />
            </div>
          </section>
          <EvidenceSection evidence={readEvidence(listing.evidence)} />
          <MeasuredEffects effects={effects} mayWithdraw={mayApprove(actor.role)} />
          <ContractSection manifest={listing.manifest} />
          <VersionsSection versions={listing.versions} />
          <SecuritySection listing={listing} />
        </div>
        <aside className="listing-side" aria-label="Get this Persona">
          <GetPanel listing={listing} />
          <TryPanel listing={listing} />
        </aside>
      </div>
    </div>
  );
}

function ListingHead({ listing }: { readonly listing: ListingDetail }) {
  const { training } = listing.manifest;
  return (
    <div className="page-head">
      <div>
        <p className="tiny">
          <Link href="/store">Store</Link> <span className="muted">/ {listing.publisherName}</span>
        </p>
        <h1>{listing.title}</h1>
        <p>{listing.summary}</p>
        <div className="row tiny muted listing-meta">
          <code>{listing.personaId}</code>
          <span>v{listing.latestVersion}</span>
          <span>
            updated <LocalTime at={listing.updatedAt} />
          </span>
          <span>{listing.manifest.licence}</span>
          <span title={`${training.algorithm}, ${training.environment}`}>{training.algorithm}</span>
          <span title="The author's own figure">confidence {percent(listing.claimedConfidence)} (claimed)</span>
          {listing.tags.map((tag) => (
            <span className="tag" key={tag}>
              {tag}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
