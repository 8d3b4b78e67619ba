import type { ListingStatistics, StatisticsWindow } from "@fleet-persona/hub-core";
import { BarChart } from "../ui/bar-chart.tsx";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { Figure } from "../ui/figure.tsx";
import { shownNumber } from "../ui/figures.ts";
import { LineChart } from "../ui/line-chart.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Stack } from "../ui/stack.tsx";
import { dateAt, keptBack, seriesOf, totalOf } from "./statistics-series.ts";

const windows: readonly (readonly [StatisticsWindow, string, string])[] = [
  ["30d", "30 days", "a day"],
  ["90d", "13 weeks", "a week"],
  ["1y", "a year", "four weeks"],
];

type Props = { readonly personaId: string; readonly statistics: ListingStatistics; readonly fewest: number };

/** How a Persona is used, as counts that name nobody. */
export function StatisticsView({ personaId, statistics, fewest }: Props) {
  const { window, points } = statistics;
  const [, words = "", stretch = ""] = windows.find(([each]) => each === window) ?? [];
  const last = points.at(-1);
  const hidden = `fewer than ${fewest} tenants`;
  const count = (value: number | null | undefined) => (value === null ? "–" : shownNumber(value ?? 0));
  const note = (value: number | null | undefined) => (value === null ? { note: hidden } : {});
  const units = (value: number | null | undefined, one: string) => (value === 1 ? one : `${one}s`);
  const [granted, trials] = [totalOf(points, "granted"), totalOf(points, "trials")];
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
      <Card aria-label="In figures">
        <CardBody className="grid grid-cols-2 gap-4 md:grid-cols-4">
          <Figure
            label={`Agents that ran it, last ${stretch.replace("a ", "")}`}
            value={count(last?.agents)}
            unit={units(last?.agents, "agent")}
            {...note(last?.agents)}
          />
          <Figure label="Hold it now" value={count(last?.held)} unit={units(last?.held, "tenant")} />
          <Figure label={`Got it in ${words}`} value={count(granted)} unit={units(granted, "tenant")} />
          <Figure label={`Trials in ${words}`} value={count(trials)} unit={units(trials, "trial")} {...note(trials)} />
        </CardBody>
        {keptBack(points) && (
          <CardFoot>Counts with fewer than {fewest} tenants behind them are kept back: they could name one.</CardFoot>
        )}
      </Card>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Course statistics={statistics} count="agents" title="Agents that ran it" unit="agents" stretch={stretch} />
        <Course statistics={statistics} count="held" title="Tenants that hold it" unit="tenants" stretch={stretch} />
      </div>
      <VersionsInUse statistics={statistics} hidden={hidden} />
    </Stack>
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
        {shown.length > 0 && <BarChart title="Versions in use" showTitle={false} unit="agents" bars={shown} />}
        {kept.length > 0 && (
          <p className="text-13 text-muted">
            Version {kept.join(", ")}: kept back, {hidden}.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
