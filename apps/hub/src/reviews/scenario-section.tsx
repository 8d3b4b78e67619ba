"use client";

import type { Attribute, GateScenario, GateSeries } from "@fleet-persona/persona";
import { useState } from "react";
import { Sparkline } from "../signals/sparkline.tsx";
import { useInBrowser } from "../ui/use-in-browser.ts";
import { percent, shownNumber } from "../ui/figures.ts";
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
      <p className="scenario-note muted tiny">
        Breach seconds and core-seconds of a run, means over the runs; the least breach has the mark. A breach second is
        one whose p95 latency or error share is over the objective.
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Scenarios of the gate">
        <table className="table scenario-table">
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
        </table>
      </div>
      <WorstMoments scenarios={scenarios} open={open} />
      {inBrowser ? (
        <RunChart key={`${scenario.name} ${pointed}`} {...{ scenario, runs, attributes, pointed }} />
      ) : (
        <div className="run-chart" role="status" aria-label="Loading the chart">
          <span className="skeleton skeleton-block" />
        </div>
      )}
    </div>
  );
}

function ScenarioHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Scenario</th>
        <th scope="col">p95 over the run</th>
        <th scope="col" className="num">
          with guards
        </th>
        <th scope="col" className="num">
          guards off
        </th>
        <th scope="col" className="num">
          reactive rule
        </th>
        <th scope="col" className="num">
          static default
        </th>
        <th scope="col" className="num" title="Decisions that a guard held back or clipped">
          guarded
        </th>
        <th scope="col" className="num" title="Decisions of the fallback">
          fallback
        </th>
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
    <tr data-open={open}>
      <th scope="row">
        <button className="link" type="button" aria-pressed={open} onClick={show}>
          {words(name)}
        </button>{" "}
        <span className="muted tiny">{runs} runs</span>
      </th>
      <td>
        <Sparkline values={(run?.p95_ms ?? []).map((value) => value ?? 0)} />
      </td>
      {[guarded, raw, baselines.reactive, baselines.static_default].map((figures, index) => (
        <td className="num" key={index} data-best={index !== 1 && figures.breach_seconds === best}>
          <span className="scenario-breach">{shownNumber(figures.breach_seconds)} s</span>
          <br />
          <span className="muted">{shownNumber(figures.core_seconds)} core·s</span>
        </td>
      ))}
      <td className="num">{percent(scenario.guard_share)}</td>
      <td className="num">{percent(scenario.fallback_share)}</td>
    </tr>
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
    <div className="worst-moments small">
      <p className="strong">Worst moments</p>
      <ul role="list">
        {moments.slice(0, momentsShown).map(({ name, at, what }) => (
          <li key={name}>
            <button className="link" type="button" onClick={() => open({ shown: name, pointed: at })}>
              {words(name)}, {runClock(at)}
            </button>{" "}
            {what}
          </li>
        ))}
      </ul>
    </div>
  );
}
