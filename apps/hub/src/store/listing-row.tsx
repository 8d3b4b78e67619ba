import type { ListingSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
import { EvidenceChart } from "../evidence/evidence-chart.tsx";
import type { Evidence } from "../evidence/read-evidence.ts";
import { VersionStateBadge } from "../lifecycle/version-state-badge.tsx";
import { percent } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { effectSentence } from "./effect-sentence.ts";

type Props = { readonly listing: ListingSummary; readonly evidence: Evidence | null };

/** One search result: what it is for, who made it, what it claims, what it costs. */
export function ListingRow({ listing, evidence }: Props) {
  const effect = evidence === null ? null : effectSentence(evidence);
  return (
    <li className="listing-row">
      <div className="listing-row-text">
        <h3>
          <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>
        </h3>
        <p className="muted tiny">
          <span className="mono">{listing.personaId}</span> · by {listing.publisherName} · v{listing.latestVersion} ·
          updated <LocalTime at={listing.updatedAt} />{" "}
          {listing.latestState.state !== "offered" && <VersionStateBadge state={listing.latestState.state} />}
        </p>
        <p className="listing-row-summary">{listing.summary}</p>
        <p className="row tiny">
          {listing.tags.map((tag) => (
            <span className="tag" key={tag}>
              {tag}
            </span>
          ))}
        </p>
      </div>
      <div className="listing-row-figures">
        {evidence !== null && evidence.arms.length > 1 && (
          <EvidenceChart arms={evidence.arms} title="Cost against breach seconds" size="small" />
        )}
        <dl className="listing-row-facts">
          <dt>Price</dt>
          <dd className="strong">Free</dd>
          <dt title="The author's own figure, 0 to 100 %">Claimed confidence</dt>
          <dd className="figure">{percent(listing.claimedConfidence)}</dd>
        </dl>
        {effect !== null && <p className="tiny muted listing-row-effect">{effect} (claimed)</p>}
      </div>
    </li>
  );
}
