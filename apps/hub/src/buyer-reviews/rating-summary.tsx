import type { BuyerReviewPage, ListingRatings } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Stars } from "../ui/stars.tsx";
import { hoursWords } from "./review-words.ts";

type Props = {
  readonly page: Pick<BuyerReviewPage, "ratings" | "rules">;
  /** Which stars are shown alone; null: all. */
  readonly stars: number | null;
  readonly hrefOf: (stars: number | null) => string;
};

/** The votes that count by stars, each line leading to its reviews, and how that differs from what can be read. */
export function RatingSummary({ page: { ratings, rules }, stars, hrefOf }: Props) {
  return (
    <div className="grid gap-6 sm:grid-cols-[minmax(150px,auto)_minmax(0,1fr)]">
      <Mean ratings={ratings} />
      <ol className="m-0 grid max-w-[420px] list-none gap-1 p-0" aria-label="Votes by stars">
        {[5, 4, 3, 2, 1].map((kind) => (
          <StarLine key={kind} kind={kind} ratings={ratings} chosen={stars === kind} href={hrefOf(kind)} />
        ))}
      </ol>
      <details className="text-13 text-muted sm:col-span-2">
        <summary className="cursor-pointer">Who can write, and whose vote counts</summary>
        <p className="mt-2 max-w-read">
          A tenant that got the Persona and whose enrolled agents ran it for {hoursWords(rules.minSeconds)} can write
          one review. All of them can be read. Counted is one vote for each party: of tenants that paid for a Persona
          here, or that are older than {rules.establishedDays} days and ran what others sell for{" "}
          {hoursWords(rules.establishedSeconds)}. Tenants that share a person are one party. The order of the store goes
          by the lower end of the interval around the mean, so that a few votes lift nothing.
        </p>
      </details>
    </div>
  );
}

function Mean({ ratings: { mean, lower, votes, shown } }: { readonly ratings: ListingRatings }) {
  const uncounted = shown - votes;
  return (
    <div className="grid content-start gap-1">
      {mean === null ? (
        <p className="text-20 font-semibold">No votes yet</p>
      ) : (
        <>
          <p className="font-mono text-40 leading-none tabular-nums">{mean.toFixed(1)}</p>
          <Stars value={mean} size={16} />
        </>
      )}
      <p className="text-13 text-muted">
        {votes === 1 ? "1 counted vote" : `${votes} counted votes`}
        {uncounted > 0 && `, ${uncounted} more ${uncounted === 1 ? "review" : "reviews"} not counted`}
      </p>
      {lower !== null && <p className="text-12 text-muted">at least {lower.toFixed(1)} with 95 % certainty</p>}
    </div>
  );
}

type LineProps = {
  readonly kind: number;
  readonly ratings: ListingRatings;
  readonly chosen: boolean;
  readonly href: string;
};

function StarLine({ kind, ratings: { stars, votes }, chosen, href }: LineProps) {
  const count = stars[kind - 1] ?? 0;
  const share = votes === 0 ? 0 : Math.round((count / votes) * 100);
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={chosen ? "true" : undefined}
        className="grid grid-cols-[52px_minmax(0,1fr)_72px] items-center gap-2 rounded-1 px-1 py-0.5 text-13 text-text no-underline hover:bg-sunk hover:no-underline aria-[current=true]:bg-sunk aria-[current=true]:font-semibold"
      >
        <span>{kind === 1 ? "1 star" : `${kind} stars`}</span>
        <svg className="block h-2.5 w-full" aria-hidden="true">
          <rect width="100%" height="100%" rx="2" className="fill-sunk stroke-line" />
          <rect width={`${share}%`} height="100%" rx="2" className="fill-warn" />
        </svg>
        <span className="text-right font-mono text-12 tabular-nums">
          {count} <span className="text-muted">({share} %)</span>
        </span>
      </Link>
    </li>
  );
}
