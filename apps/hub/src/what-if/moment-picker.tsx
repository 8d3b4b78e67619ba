"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { decisionKey } from "../fleet/decision-shown.ts";
import { decisionRowOf } from "../live/decision-row.ts";
import { clock, day } from "../live/figures.ts";
import type { DecisionRow } from "../live/live-source.ts";
import { headlineOf, markOf } from "../live/marks.ts";
import { MarksRow } from "../live/marks-row.tsx";
import { usePlotBox } from "../live/use-plot-box.ts";
import { trpc } from "../trpc/client.ts";
import { Card, CardFoot } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { replayOf } from "./replay.ts";
import type { ScenarioState } from "./use-scenario.ts";
import styles from "./what-if.module.css";

const SPAN_MS = 30 * 60_000;
const LIMIT = 2_000;

const addressOf = (row: DecisionRow) => row.id.replaceAll(":", ".");

/** The decisions around a moment, as marks on a time axis and as a list; without a moment, the newest that moved something. */
export function MomentPicker({ fleetId, state }: { readonly fleetId: string; readonly state: ScenarioState }) {
  const { moment, choose } = state;
  const { data } = useQuery({
    queryKey: ["what-if", fleetId, "around"],
    queryFn: () => decisionsAround(fleetId, moment),
    staleTime: 60_000,
  });
  const first = data === undefined || moment !== null ? undefined : newestWorthAsking(data.rows);
  useEffect(() => {
    if (first !== undefined) choose(addressOf(first));
  }, [first, choose]);
  const axis = useRef<HTMLDivElement>(null);
  const { width } = usePlotBox(axis, data !== undefined && data.rows.length > 0);
  if (data === undefined)
    return (
      <div role="status" aria-label="Loading">
        <Skeleton className="w-3/5" />
      </div>
    );
  if (data.rows.length === 0)
    return (
      <Card as="div">
        <EmptyState
          title="No decision to ask about"
          action={{ href: `/fleets/${fleetId}/persona`, label: "Choose a Persona" }}
        >
          Moments appear here once a Persona decides on this fleet, in shadow or active.
        </EmptyState>
      </Card>
    );
  const rows = data.rows;
  const selected = rows.find((row) => addressOf(row) === moment);
  return (
    <Card aria-label="Moments">
      <div className={styles["moments"]}>
        <MarksRow
          decisions={rows}
          domain={data.domain}
          width={width}
          selectedId={selected?.id ?? null}
          select={(row) => choose(addressOf(row))}
        />
        <div className={styles["momentAxis"]} ref={axis}>
          <span>{clock(data.domain.from)}</span>
          <span>{clock(data.domain.to)}</span>
        </div>
      </div>
      <MomentSelect rows={rows} selected={selected} moment={moment} choose={choose} />
    </Card>
  );
}

type SelectProps = Pick<ScenarioState, "moment" | "choose"> & {
  readonly rows: readonly DecisionRow[];
  readonly selected: DecisionRow | undefined;
};

function MomentSelect({ rows, selected, moment, choose }: SelectProps) {
  return (
    <CardFoot className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <label htmlFor="moment" className="font-medium">
        Moment
      </label>
      <Select
        id="moment"
        className={styles["momentSelect"]}
        value={moment ?? ""}
        onChange={(event) => choose(event.target.value)}
      >
        {moment !== null && !worthListing(rows).some((row) => addressOf(row) === moment) && (
          <option value={moment}>
            {selected === undefined ? "the decision of the address" : `${clock(selected.at)} · ${headlineOf(selected)}`}
          </option>
        )}
        {worthListing(rows).map((row) => (
          <option key={row.id} value={addressOf(row)}>
            {day(row.at)} {clock(row.at)} · {row.hostName} · {headlineOf(row).slice(0, 90)}
          </option>
        ))}
      </Select>
    </CardFoot>
  );
}

async function decisionsAround(fleetId: string, moment: string | null) {
  const key = moment === null ? null : decisionKey(moment);
  const centre = key === null ? null : await trpc.getDecision.query({ fleetId, ...key }).catch(() => null);
  const untilMs = Math.min(Date.now() + 60_000, centre === null ? Number.POSITIVE_INFINITY : centre.at + SPAN_MS / 2);
  const stored = await trpc.listDecisions.query({ fleetId, sinceMs: untilMs - SPAN_MS, untilMs, limit: LIMIT });
  const rows = stored.flatMap((record) => decisionRowOf(record) ?? []).sort((a, b) => a.at - b.at);
  const [from, to] = [rows[0]?.at ?? untilMs - SPAN_MS, rows.at(-1)?.at ?? untilMs];
  const room = Math.max(5_000, (to - from) / 40);
  return { rows, domain: { from: from - room, to: to + room } };
}

function newestWorthAsking(rows: readonly DecisionRow[]): DecisionRow | undefined {
  const usable = rows.filter(({ decision }) => replayOf(decision) !== null);
  return usable.findLast((row) => markOf(row) !== null) ?? usable.at(-1) ?? rows.at(-1);
}

function worthListing(rows: readonly DecisionRow[]): readonly DecisionRow[] {
  const changes = rows.filter((row) => markOf(row) !== null);
  return (changes.length > 0 ? changes : rows).slice(-200).toReversed();
}
