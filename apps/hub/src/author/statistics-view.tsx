import type { ListingStatistics, StatisticsWindow } from "@fleet-persona/hub-core";
import { BarChart } from "../ui/bar-chart.tsx";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { Figure } from "../ui/figure.tsx";
import { shownNumber } from "../ui/figures.ts";
import { LineChart } from "../ui/line-chart.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Stack } from "../ui/stack.tsx";
import { dateAt, keptBack, seriesOf, totalOf } from "./statistics-series.ts";
import { VotesByStars, VotesInTime } from "./votes.tsx";

const windows: readonly (readonly [StatisticsWindow, string, string])[] = [
  ["30d", "30 days", "a day"],
  ["90d", "13 weeks", "a week"],
  ["1y", "a year", "four weeks"],
];

type Props = { readonly personaId: string; readonly statistics: ListingStatistics; readonly fewest: number };

/** How a Persona is used, as counts that name nobody. */
export function StatisticsView({ personaId, statistics, fewest }: Props) {
  const { window, ratings } = statistics;
  const [, words = "", stretch = ""] = windows.find(([each]) => each === window) ?? [];
  return (
    <Stack>
      <div>
        <Segmented
          label="How far back"
          value={window}
          segments={windows.map(([value, label]) => ({
            value,
            label,
            href: `/author/${personaId}/statistics?window=${value}`,
          }))}
        />
      </div>
      <InFigures statistics={statistics} fewest={fewest} words={words} stretch={stretch} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Course statistics={statistics} count="agents" title="Agents that ran it" unit="agents" stretch={stretch} />
        <Course statistics={statistics} count="held" title="Tenants that hold it" unit="tenants" stretch={stretch} />
        <VotesInTime statistics={statistics} />
        <VotesByStars ratings={ratings} />
      </div>
      <VersionsInUse statistics={statistics} hidden={`fewer than ${fewest} tenants`} />
    </Stack>
  );
}

type FiguresProps = Omit<Props, "personaId"> & { readonly words: string; readonly stretch: string };

function InFigures({ statistics, fewest, words, stretch }: FiguresProps) {
  const { points, followers } = statistics;
  const last = points.at(-1);
  // A count that is kept back says why.
  const counted = (label: string, value: number | null | undefined, one: string) => (
    <Figure
      label={label}
      value={value === null ? "–" : shownNumber(value ?? 0)}
      unit={value === 1 ? one : `${one}s`}
      {...(value === null ? { note: `fewer than ${fewest} tenants` } : {})}
    />
  );
  return (
    <Card aria-label="In figures">
      <CardBody className="grid grid-cols-2 gap-4 md:grid-cols-3">
        {counted(`Agents that ran it, last ${stretch.replace("a ", "")}`, last?.agents, "agent")}
        {counted("Hold it now", last?.held, "tenant")}
        {counted("Follow it", followers.ofListing, "tenant")}
        {counted(`Trials in ${words}`, totalOf(points, "trials"), "trial")}
        {counted(`Got it in ${words}`, totalOf(points, "granted"), "tenant")}
        {counted("Follow its publisher", followers.ofPublisher, "tenant")}
      </CardBody>
      {keptBack(statistics) && (
        <CardFoot>Counts with fewer than {fewest} tenants behind them are kept back: they could name one.</CardFoot>
      )}
    </Card>
  );
}

type CourseProps = {
  readonly statistics: ListingStatistics;
  readonly count: "agents" | "held";
  readonly title: string;
  readonly unit: string;
  readonly stretch: string;
};

function Course({ statistics, count, title, unit, stretch }: CourseProps) {
  const points = seriesOf(statistics, count);
  const last = points.at(-1);
  const summary =
    last === undefined || points.every(({ y }) => y === 0)
      ? "Nothing yet that may be shown."
      : `${last.y} ${unit} in the last ${stretch.replace("a ", "")}.`;
  return (
    <Card aria-label={title}>
      <CardHead title={title} note={`Each point is ${stretch}; distinct, over all tenants but yours`} />
      <CardBody>
        {points.every(({ y }) => y === 0) ? (
          <p className="text-13 text-muted">{summary}</p>
        ) : (
          <LineChart
            title={title}
            showTitle={false}
            summary={summary}
            x={{ label: "day, UTC", unit: "", shown: (value) => dateAt(statistics, value) }}
            y={{ label: title, unit, from: 0, to: 5 }}
            series={[{ label: title, colour: count === "agents" ? 1 : 2, points }]}
          />
        )}
      </CardBody>
    </Card>
  );
}

function VersionsInUse({
  statistics: { versions },
  hidden,
}: {
  readonly statistics: ListingStatistics;
  readonly hidden: string;
}) {
  const shown = versions.flatMap(({ version, running }) =>
    running === null ? [] : [{ label: `Version ${version}`, value: running }],
  );
  const kept = versions.filter(({ running }) => running === null).map(({ version }) => version);
  return (
    <Card aria-label="Versions in use">
      <CardHead title="Versions in use" note="Enrolled agents that said within the last day that they run it" />
      <CardBody className="grid gap-3">
        {shown.length > 0 && (
          <BarChart
            title="Versions in use"
            showTitle={false}
            unit={(agents) => (agents === 1 ? "agent" : "agents")}
            bars={shown}
          />
        )}
        {kept.length > 0 && (
          <p className="text-13 text-muted">
            Version {kept.join(", ")}: kept back, {hidden}.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
