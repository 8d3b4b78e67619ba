import type { StoreRow } from "@fleet-persona/hub-core";
import { smallScatter } from "../../evidence/small-scatter.ts";
import { stateWords } from "../../lifecycle/state-words.ts";
import { badgeMarkup } from "../../ui/badge.tsx";
import { MarkupBlock } from "../../markup/markup-block.tsx";
import { MarkupList } from "../../markup/markup-list.tsx";
import { markup } from "../../markup/markup.ts";
import type { Markup } from "../../markup/markup.ts";
import { starsMarkup, starsShape } from "../../ui/stars.tsx";
import { tagMarkup } from "../../ui/tag.tsx";
import { measuredPhrase } from "../effect-line.ts";
import { gradeWords } from "../grade-words.ts";
import { priceWords } from "../price-words.ts";
import { sellerMarkup } from "../seller-line.tsx";
import { listingHref } from "../store-query.ts";
import { collectMarkup } from "./collect-link.tsx";

type Props = {
  readonly rows: readonly StoreRow[];
  /** What was collected for comparing, and the address of this page with other things collected. */
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
  /** By version, "fits 2 of your fleets"; nothing for those without fleets. */
  readonly fits: ReadonlyMap<string, string>;
};

/** Results: what each is for, who sells it, where it stands among its baselines, what others think, what it costs. */
export function StoreRows({ rows, fits, ...page }: Props) {
  const items = rows.map((row) => rowMarkup(row, fits.get(row.latestVersionId) ?? null, page));
  return (
    <>
      <MarkupBlock className="absolute" markup={starsShape} />
      <MarkupList as="ul" className={listLook} markup={markup`${items}`} />
    </>
  );
}

// What rows have in common is said once, above them.
const listLook =
  "m-0 list-none p-0 *:grid *:gap-x-6 *:gap-y-3 *:border-b *:border-line *:p-4 *:last:border-b-0 *:focus-within:bg-sunk " +
  "*:hover:bg-sunk *:md:grid-cols-[minmax(0,1fr)_108px_160px]";

function rowMarkup(row: StoreRow, fit: string | null, { tray, hrefWith }: Pick<Props, "tray" | "hrefWith">): Markup {
  const { personaId, title, latestState, rating, price, measured, agents } = row;
  const muted = (words: string): Markup => markup`<span class="text-12 text-muted">${words}</span>`;
  return markup`<li data-row="">
    <div class="min-w-0">
      <h3 class="flex flex-wrap items-center gap-x-2 gap-y-1 text-16">
        <a href="${listingHref(personaId, tray)}" data-soft="top" class="text-text wrap-anywhere">${title}</a>
        ${badgeMarkup(gradeWords[row.grade])}
        ${latestState.state !== "offered" && badgeMarkup(stateWords[latestState.state])}
      </h3>
      <p class="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-muted">
        ${sellerMarkup({ publisher: row.publisher, name: row.publisherName, domain: row.sellerDomain })}
        <code>${personaId}</code>
      </p>
      <p class="mt-1.5 max-w-read wrap-anywhere">${row.summary}</p>
      ${measured !== null && measuredMarkup(measured)}
      <p class="mt-1.5 flex flex-wrap gap-1.5">${row.targets.map(tagMarkup)}</p>
    </div>
    <div class="flex gap-6 md:contents">
      ${smallScatter(row.points)}
      <div class="grid content-start gap-1 text-13 md:col-start-3">
        ${rating === null ? markup`<span class="text-muted">Not rated yet</span>` : starsMarkup(rating.mean, rating.votes)}
        <span class="font-medium">${priceWords(price)}</span>
        ${agents > 0 && muted(`ran on ${agents === 1 ? "1 agent" : `${agents} agents`}`)}
        ${fit !== null && muted(fit)}
        ${collectMarkup({ personaId, title, tray, hrefWith })}
      </div>
    </div>
  </li>`;
}

const measuredMarkup = (measured: NonNullable<StoreRow["measured"]>): Markup => markup`<p class="mt-1.5 text-13">
  <span class="font-medium">${measuredPhrase(measured)}</span> <span class="text-muted">measured on an enrolled fleet</span>
</p>`;
