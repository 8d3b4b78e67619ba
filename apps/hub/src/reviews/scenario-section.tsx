"use client";

import type { Attribute, GateScenario, GateSeries } from "@fleet-persona/persona";
import { useState } from "react";
import { percent, shownNumber } from "../ui/figures.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { TextButton } from "../ui/text-button.tsx";
import { useInBrowser } from "../ui/use-in-browser.ts";
import { words } from "./risks.ts";
import { RunChart } from "./run-chart.tsx";
import { runClock, runsOfScenario } from "./run-series.ts";

type Props = {
  readonly scenarios: readonly GateScenario[];
  readonly series: readonly GateSeries[];
  readonly attributes: readonly Attribute[];
};

type Shown = {
  readonly shown: GateScenario["name"] | undefined;
  /** The moment that the chart points at, ms into the run. */
  readonly pointed: number | null;
};

const worstFirst = (scenarios: readonly GateScenario[]): readonly GateScenario[] =>
  scenarios.toSorted((a, b) => b.guarded.breach_seconds - a.guarded.breach_seconds);

/** Every scenario beside its baselines, and one of them over time. */
export function ScenarioSection({ scenarios, series, attributes }: Props) {
  const inBrowser = useInBrowser();
  const [first] = worstFirst(scenarios);
  const [{ shown, pointed }, open] = useState<Shown>({ shown: first?.name, pointed: null });
  const scenario = scenarios.find(({ name }) => name === shown);
  if (scenario === undefined) return null;
  const runs = runsOfScenario(series, scenario.name);
  return (
    <div>
      <p className="border-t border-line px-4 pt-3 text-12 text-muted">
        Breach seconds and core-seconds of a run, means over the runs; the least breach has the mark. A breach second is
        one whose p95 latency or error share is over the objective.
      </p>
      <Table caption="Scenarios of the gate">
        <ScenarioHead />
        <tbody>
          {scenarios.map((each) => (
            <ScenarioRow
              key={each.name}
              scenario={each}
              series={series}
              open={each.name === shown}
              show={() => open({ shown: each.name, pointed: null })}
            />
          ))}
        </tbody>
      </Table>
      <WorstMoments scenarios={scenarios} open={open} />
      {inBrowser ? (
        <RunChart key={`${scenario.name} ${pointed}`} {...{ scenario, runs, attributes, pointed }} />
      ) : (
        <div className="border-t border-line p-4" role="status" aria-label="Loading the chart">
          <Skeleton shape="block" />
        </div>
      )}
    </div>
  );
}

function ScenarioHead() {
  return (
    <thead>
      <tr>
        <Th>Scenario</Th>
        <Th>p95 over the run</Th>
        <Th num>with guards</Th>
        <Th num>guards off</Th>
        <Th num>reactive rule</Th>
        <Th num>static default</Th>
        <Th num title="Decisions that a guard held back or clipped">
          guarded
        </Th>
        <Th num title="Decisions of the fallback">
          fallback
        </Th>
      </tr>
    </thead>
  );
}

type RowProps = {
  readonly scenario: GateScenario;
  readonly series: readonly GateSeries[];
  readonly open: boolean;
  readonly show: () => void;
};

function ScenarioRow({ scenario, series, open, show }: RowProps) {
  const { name, guarded, raw, baselines, runs } = scenario;
  const { guarded: run } = runsOfScenario(series, name);
  const best = Math.min(...[guarded, baselines.reactive, baselines.static_default].map((each) => each.breach_seconds));
  return (
    <tr className={open ? "bg-accent-wash" : undefined}>
      <Th scope="row">
        <TextButton aria-pressed={open} onClick={show}>
          {words(name)}
        </TextButton>{" "}
        <span className="text-12 text-muted">{runs} runs</span>
      </Th>
      <Td>{run === undefined ? "–" : <Course values={run.p95_ms} />}</Td>
      {[guarded, raw, baselines.reactive, baselines.static_default].map((figures, index) => (
        <Td num key={index}>
          <Breach seconds={figures.breach_seconds} best={index !== 1 && figures.breach_seconds === best} />
          <br />
          <span className="text-muted">{shownNumber(figures.core_seconds)} core·s</span>
        </Td>
      ))}
      <Td num>{percent(scenario.guard_share)}</Td>
      <Td num>{percent(scenario.fallback_share)}</Td>
    </tr>
  );
}

function Course({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.map((value) => value ?? 0);
  if (known.length < 2) return "–";
  return <Sparkline values={known} label={`p95 over the run, at most ${shownNumber(Math.max(...known))} ms`} />;
}

function Breach({ seconds, best }: { readonly seconds: number; readonly best: boolean }) {
  if (!best) return `${shownNumber(seconds)} s`;
  return (
    <span className="font-bold" title="The least breach">
      <span className="text-good" aria-hidden="true">
        ▾{" "}
      </span>
      {shownNumber(seconds)} s
    </span>
  );
}

const momentsShown = 3;

type MomentsProps = { readonly scenarios: readonly GateScenario[]; readonly open: (shown: Shown) => void };

/** The worst moments of all scenarios, each a way into its chart. */
function WorstMoments({ scenarios, open }: MomentsProps) {
  const moments = worstFirst(scenarios).flatMap(({ name, worst_moment: worst }) =>
    worst === null ? [] : [{ name, at: worst.at * 1_000, what: worst.what }],
  );
  if (moments.length === 0) return null;
  return (
    <div className="grid gap-1 border-t border-line px-4 py-3 text-13">
      <p className="font-medium">Worst moments</p>
      <ul role="list" className="grid gap-0.5">
        {moments.slice(0, momentsShown).map(({ name, at, what }) => (
          <li key={name}>
            <TextButton onClick={() => open({ shown: name, pointed: at })}>
              {words(name)}, {runClock(at)}
            </TextButton>{" "}
            {what}
          </li>
        ))}
      </ul>
    </div>
  );
}
