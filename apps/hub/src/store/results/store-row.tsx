import type { StoreRow } from "@fleet-persona/hub-core";
import { SmallScatter } from "../../evidence/small-scatter.tsx";
import { VersionStateBadge } from "../../lifecycle/version-state-badge.tsx";
import { Stars } from "../../ui/stars.tsx";
import { Tag } from "../../ui/tag.tsx";
import { GradeBadge } from "../grade-badge.tsx";
import { measuredPhrase } from "../effect-line.ts";
import { priceWords } from "../price-words.ts";
import { SellerLine } from "../seller-line.tsx";
import { listingHref } from "../store-query.ts";
import { CollectLink } from "./collect-link.tsx";
import { SoftLink } from "../frame/soft-link.tsx";

type Props = {
  readonly row: StoreRow;
  /** What was collected for comparing, and the address of this page with other things collected. */
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
  /** "fits 2 of your fleets"; null for those without fleets. */
  readonly fit: string | null;
};

/** One result: what it is for, who sells it, where it stands among its baselines, what others think, what it costs. */
export function StoreRowItem({ row, tray, hrefWith, fit }: Props) {
  const { personaId, title, latestState, rating, price, measured, agents } = row;
  return (
    <li
      data-row=""
      className="grid gap-x-6 gap-y-3 border-b border-line p-4 last:border-b-0 focus-within:bg-sunk hover:bg-sunk md:grid-cols-[minmax(0,1fr)_108px_160px]"
    >
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-16">
          <SoftLink href={listingHref(personaId, tray)} className="text-text wrap-anywhere">
            {title}
          </SoftLink>
          <GradeBadge grade={row.grade} />
          {latestState.state !== "offered" && <VersionStateBadge state={latestState.state} />}
        </h3>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-muted">
          <SellerLine publisher={row.publisher} name={row.publisherName} domain={row.sellerDomain} />
          <code>{personaId}</code>
        </p>
        <p className="mt-1.5 max-w-read wrap-anywhere">{row.summary}</p>
        {measured !== null && (
          <p className="mt-1.5 text-13">
            <span className="font-medium">{measuredPhrase(measured)}</span>{" "}
            <span className="text-muted">measured on an enrolled fleet</span>
          </p>
        )}
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          {row.targets.map((target) => (
            <Tag key={target}>{target}</Tag>
          ))}
        </p>
      </div>
      <div className="flex gap-6 md:contents">
        <SmallScatter points={row.points} />
        <div className="grid content-start gap-1 text-13 md:col-start-3">
          {rating === null ? (
            <span className="text-muted">Not rated yet</span>
          ) : (
            <Stars value={rating.mean} votes={rating.votes} />
          )}
          <span className="font-medium">{priceWords(price)}</span>
          {agents > 0 && (
            <span className="text-12 text-muted">ran on {agents === 1 ? "1 agent" : `${agents} agents`}</span>
          )}
          {fit !== null && <span className="text-12 text-muted">{fit}</span>}
          <CollectLink personaId={personaId} title={title} tray={tray} hrefWith={hrefWith} />
        </div>
      </div>
    </li>
  );
}
