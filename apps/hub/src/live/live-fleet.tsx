"use client";

import type { Bounds, Mode } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { useMemo, useReducer, useRef, type ReactNode } from "react";
import type { Interval, Objective } from "./breach.ts";
import { boundsInForce } from "./bounds-in-force.ts";
import { ChartRows } from "./chart-rows.tsx";
import { ConfigLane } from "./config-lane.tsx";
import { createCrosshair } from "./crosshair.ts";
import { DecisionList } from "./decision-list.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { EventsRow } from "./events-row.tsx";
import { FigureStrip } from "./figure-strip.tsx";
import type { DecisionRow, LiveSource } from "./live-source.ts";
import { newestAt } from "./live-data.ts";
import { MarksRow } from "./marks-row.tsx";
import { EmptyState, FailedState, Notices, Skeleton } from "./notices.tsx";
import { within } from "./series.ts";
import { TimeStack } from "./time-stack.tsx";
import { useHistory, useLiveFeed } from "./use-live-feed.ts";
import { usePlotBox } from "./use-plot-box.ts";
import { useSelection, type Selection } from "./use-selection.ts";
import { changeView, domainOf, SPANS } from "./view.ts";
import { ViewControls } from "./view-controls.tsx";
import styles from "./live-fleet.module.css";

export type LiveFleetProps = {
  /** Keep the same object between renders: a new one starts reading from the beginning. */
  readonly source: LiveSource;
  /** The attributes to draw a lane for, in the order of their importance. */
  readonly attributes: readonly Attribute[];
  /** The bounds in force (persona ∩ tenant ∩ host). */
  readonly bounds: Bounds;
  readonly mode: Mode;
  readonly objective?: Objective;
  /** Where "what would it do" is asked about a decision. */
  readonly whatIfHref?: (row: DecisionRow) => string;
  /** Where every event is listed. */
  readonly eventsHref?: string;
  /** The next step while no agent has reported: the install line, say. */
  readonly empty?: ReactNode;
};

const DEFAULT_OBJECTIVE: Objective = { p95Ms: 150, errorRate: 0.01 };
const COMPACT_PX = 520;

/** The live fleet page's instrument: figures, charts, configuration lanes and decisions on one time axis. */
export function LiveFleet(props: LiveFleetProps) {
  const { source, attributes, mode, objective = DEFAULT_OBJECTIVE, empty, whatIfHref, eventsHref = null } = props;
  const [view, dispatch] = useReducer(changeView, { kind: "live", spanMs: SPANS[1] });
  const live = useLiveFeed(source, view.spanMs);
  const { now } = live;
  const domain = domainOf(view, now);
  const history = useHistory(source, view.kind === "history" ? domain : null);
  const feed = view.kind === "history" ? history : live;
  const crosshair = useMemo(createCrosshair, []);
  const axis = useRef<HTMLDivElement>(null);
  const known = newestAt(live.data) !== null;
  const box = usePlotBox(axis, known);
  const present = Math.min(domain.to, newestAt(feed.data) ?? now);
  const shown = useShown(feed.data.decisions, domain);
  const selection = useSelection(shown);

  if (live.status === "loading") return <Skeleton />;
  if (!known && live.error) return <FailedState error={live.error} retry={live.retry} />;
  if (!known) return <EmptyState>{empty}</EmptyState>;

  const { data } = feed;
  const bounds = boundsInForce(shown, props.bounds);
  const shared = { data, domain, present, width: box.width, crosshair };
  return (
    <div className={styles["instrument"]} data-mode={mode}>
      <Notices
        newest={newestAt(live.data)}
        now={now}
        error={feed.error}
        decisions={live.data.decisions}
        retry={feed.retry}
      />
      <FigureStrip data={live.data} present={now} objective={objective} />
      <ViewControls view={view} now={now} dispatch={dispatch} />
      <div className={styles["columns"]}>
        <TimeStack
          {...{ domain, present, box, crosshair }}
          selectedAt={selection.row?.at ?? null}
          axisRef={axis}
          zoom={(from, to) => dispatch({ kind: "zoom", from, to })}
          scale={(factor) => dispatch({ kind: "scale", factor, now })}
          move={(byMs) => dispatch({ kind: "move", byMs, now })}
          reset={() => dispatch({ kind: "go-live" })}
        >
          <ChartRows {...shared} compact={box.width < COMPACT_PX} objective={objective} />
          {attributes.map((attribute) => (
            <ConfigLane key={attribute.name} attribute={attribute} bounds={bounds} {...shared} />
          ))}
          <MarksRow
            decisions={shown}
            domain={domain}
            width={box.width}
            selectedId={selection.row?.id ?? null}
            select={selection.select}
          />
          <EventsRow events={data.events} {...{ domain }} width={box.width} href={eventsHref} />
        </TimeStack>
        <SideColumn {...{ selection, shown, attributes, bounds, whatIfHref }} />
      </div>
    </div>
  );
}

function useShown(decisions: readonly DecisionRow[], { from, to }: Interval): readonly DecisionRow[] {
  return useMemo(() => within(decisions, from, to), [decisions, from, to]);
}

type SideColumnProps = Pick<LiveFleetProps, "attributes" | "bounds"> & {
  readonly whatIfHref: LiveFleetProps["whatIfHref"] | undefined;
  readonly selection: Selection;
  readonly shown: readonly DecisionRow[];
};

function SideColumn({ selection, shown, attributes, bounds, whatIfHref }: SideColumnProps) {
  const { row, select, clear, step } = selection;
  return (
    <aside className={styles["side"]}>
      {row ? (
        <DecisionPanel {...{ row, attributes, bounds, step }} whatIf={whatIfHref?.(row) ?? null} close={clear} />
      ) : null}
      <DecisionList decisions={shown} selectedId={row?.id ?? null} select={select} />
    </aside>
  );
}
