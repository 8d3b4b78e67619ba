import type { ListingStatistics, StatisticsPoint } from "@fleet-persona/hub-core";
import type { LinePoint } from "../ui/line-chart.tsx";

type Counted = "agents" | "trials" | "granted" | "held";

/** The points of one count, at days from the window's beginning; a count that is kept back has none. */
export function seriesOf({ points, stepDays }: ListingStatistics, count: Counted): readonly LinePoint[] {
  return points.flatMap((point, place) => {
    const y = point[count];
    return y === null ? [] : [{ x: place * stepDays, y }];
  });
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** The date (UTC) of a place on the axis; nothing beyond the last stretch. */
export function dateAt({ points, stepDays }: ListingStatistics, x: number): string {
  const first = points[0];
  return first === undefined || x > (points.length - 1) * stepDays ? "" : day.format(first.from + x * 86_400_000);
}

/** What a count came to over all stretches; null where some were kept back. */
export function totalOf(points: readonly StatisticsPoint[], count: "trials" | "granted"): number | null {
  return points.reduce<number | null>((sum, point) => {
    const value = point[count];
    return sum === null || value === null ? null : sum + value;
  }, 0);
}

/** The mean of the votes at the end of each stretch, at days from the window's beginning; none before the first vote. */
export function meanStarsOf({ points, stepDays }: ListingStatistics): readonly LinePoint[] {
  return points.flatMap(({ meanStars }, place) => (meanStars === null ? [] : [{ x: place * stepDays, y: meanStars }]));
}

/** Whether a count is kept back because too few tenants are behind it. */
export const keptBack = ({ points, followers }: ListingStatistics): boolean =>
  followers.ofListing === null ||
  followers.ofPublisher === null ||
  points.some(({ agents, trials }) => agents === null || trials === null);
