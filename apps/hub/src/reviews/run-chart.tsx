"use client";

import type { Attribute, GateScenario } from "@fleet-persona/persona";
import { useMemo, useRef, useState } from "react";
import type { PointerEvent } from "react";
import type { Interval } from "../live/breach.ts";
import { ConfigLane } from "../live/config-lane.tsx";
import { createCrosshair, useCrosshair } from "../live/crosshair.ts";
import type { Crosshair } from "../live/crosshair.ts";
import { timeOf, xOf } from "../live/lanes.ts";
import { timeTicks } from "../live/ticks.ts";
import { usePlotBox } from "../live/use-plot-box.ts";
import { Row } from "../ui/row.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useInBrowser } from "../ui/use-in-browser.ts";
import { words } from "./risks.ts";
import { RunRows } from "./run-rows.tsx";
import { lanesOf, runClock, spanOf } from "./run-series.ts";
import type { ScenarioRuns } from "./run-series.ts";

type Props = {
  readonly scenario: GateScenario;
  readonly runs: ScenarioRuns;
  readonly attributes: readonly Attribute[];
  /** The moment to point at first, ms into the run. */
  readonly pointed: number | null;
};

/** One run over time: what came, what it did to people and cost beside the baselines, and the configuration underneath. */
export function RunChart({ scenario, runs, attributes, pointed }: Props) {
  const [crosshair] = useState(() => pointingAt(pointed));
  const [lanes, setLanes] = useState<"guarded" | "raw">("guarded");
  const axis = useRef<HTMLDivElement>(null);
  const there = Object.keys(runs).length > 0;
  const inBrowser = useInBrowser();
  const box = usePlotBox(axis, there);
  const domain = useMemo(() => spanOf(runs), [runs]);
  const config = useMemo(() => lanesOf(runs[lanes]), [runs, lanes]);
  if (!there) return <p className="p-4 text-13 text-muted">The gate kept no run of this scenario to draw.</p>;
  const steered = attributes.filter(({ name }) => config.config[name] !== undefined);
  return (
    <figure
      className="grid gap-3 border-t border-line p-4 [--head:0px] md:[--head:188px]"
      aria-label={`${words(scenario.name)}: one run over time`}
    >
      <Row as="figcaption" spread>
        <span className="font-medium">{words(scenario.name)}, one run</span>
        <LaneChoice lanes={lanes} choose={setLanes} />
      </Row>
      <div
        className="relative min-w-0 overflow-hidden rounded-2 border border-line"
        {...pointing(crosshair, domain, box)}
      >
        <RunRows runs={runs} domain={domain} width={box.width} crosshair={crosshair} />
        {steered.map((attribute) => (
          <ConfigLane
            key={attribute.name}
            {...{ attribute, domain, crosshair }}
            data={config}
            bounds={{}}
            present={domain.to}
            width={box.width}
          />
        ))}
        <CrosshairLine {...{ crosshair, domain, box }} />
        <div className="grid grid-cols-[minmax(0,1fr)] md:grid-cols-[var(--head)_minmax(0,1fr)]">
          <span className="px-3 py-1 text-12 text-muted md:border-r md:border-line">min:s since the start</span>
          <div ref={axis} className="relative h-[26px] overflow-hidden" aria-hidden="true">
            {(inBrowser ? timeTicks(domain.from, domain.to, box.width, 72) : []).map((at) => (
              <span
                key={at}
                className="absolute border-l border-line-strong pl-1 font-mono text-[11px] leading-[26px] text-muted"
                style={{ left: `${(100 * at) / domain.to}%` }}
              >
                {runClock(at)}
              </span>
            ))}
          </div>
        </div>
      </div>
      <PointedLine crosshair={crosshair} />
    </figure>
  );
}

const choices = [
  { value: "guarded", label: "with guards" },
  { value: "raw", label: "guards off" },
] as const;

type LaneChoiceProps = { readonly lanes: "guarded" | "raw"; readonly choose: (lanes: "guarded" | "raw") => void };

function LaneChoice({ lanes, choose }: LaneChoiceProps) {
  return <Segmented label="Whose configuration the lanes show" segments={choices} value={lanes} onChange={choose} />;
}

function pointingAt(pointed: number | null): Crosshair {
  const crosshair = createCrosshair();
  crosshair.set(pointed);
  return crosshair;
}

type LineProps = {
  readonly crosshair: Crosshair;
  readonly domain: Interval;
  readonly box: { readonly left: number; readonly width: number };
};

function CrosshairLine({ crosshair, domain, box }: LineProps) {
  const at = useCrosshair(crosshair);
  if (at === null) return null;
  return (
    <span
      className="pointer-events-none absolute top-0 bottom-[26px] z-2 w-px bg-text opacity-70"
      style={{ left: box.left + xOf({ domain, width: box.width }, at) }}
    />
  );
}

/** Says which moment the figures are of. */
function PointedLine({ crosshair }: { readonly crosshair: Crosshair }) {
  const at = useCrosshair(crosshair);
  return (
    <p className="text-13 text-muted">
      {at === null
        ? "Figures are those of the end of the run. Point at a moment to read it."
        : `Figures ${runClock(at)} into the run.`}
    </p>
  );
}

function pointing(crosshair: Crosshair, domain: Interval, box: { readonly left: number; readonly width: number }) {
  return {
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const x = event.clientX - event.currentTarget.getBoundingClientRect().left - box.left;
      crosshair.set(x < 0 || x > box.width ? null : timeOf({ domain, width: box.width }, x));
    },
    onPointerLeave: () => crosshair.set(null),
  };
}
