import type { ListingRatings, ListingStatistics } from "@fleet-persona/hub-core";
import { BarChart } from "../ui/bar-chart.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LineChart } from "../ui/line-chart.tsx";
import { dateAt, meanStarsOf } from "./statistics-series.ts";

/** How the mean of the votes went. */
export function VotesInTime({ statistics }: { readonly statistics: ListingStatistics }) {
  const points = meanStarsOf(statistics);
  const last = points.at(-1);
  return (
    <Card aria-label="Mean of the votes">
      <CardHead title="Mean of the votes" note="Of the votes that count today, as they were cast" />
      <CardBody>
        {last === undefined ? (
          <p className="text-13 text-muted">No votes yet. Reviews come from tenants whose agents ran it for a while.</p>
        ) : (
          <LineChart
            title="Mean of the votes"
            showTitle={false}
            summary={`${last.y.toFixed(1)} stars now.`}
            x={{ label: "day, UTC", unit: "", shown: (value) => dateAt(statistics, value) }}
            y={{ label: "Mean of the votes", unit: "stars", from: 1, to: 5 }}
            series={[{ label: "Mean of the votes", colour: 3, points }]}
          />
        )}
      </CardBody>
    </Card>
  );
}

/** The votes that count now, by stars. */
export function VotesByStars({ ratings }: { readonly ratings: ListingRatings }) {
  const uncounted = ratings.shown - ratings.votes;
  return (
    <Card aria-label="Votes by stars">
      <CardHead title="Votes by stars" note="Everybody can see these on the listing" />
      <CardBody className="grid gap-3">
        {ratings.votes === 0 ? (
          <p className="text-13 text-muted">No votes yet.</p>
        ) : (
          <BarChart
            title="Votes by stars"
            showTitle={false}
            unit={(votes) => (votes === 1 ? "vote" : "votes")}
            bars={[5, 4, 3, 2, 1].map((kind) => ({
              label: kind === 1 ? "1 star" : `${kind} stars`,
              value: ratings.stars[kind - 1] ?? 0,
            }))}
          />
        )}
        {uncounted > 0 && (
          <p className="text-13 text-muted">
            {uncounted} more {uncounted === 1 ? "review that can be read is" : "reviews that can be read are"} not
            counted.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
