"use client";

import Link from "next/link";
import { useState } from "react";
import type { DecisionRow } from "../live/live-source.ts";
import { reasonWords } from "../live/words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { changesShown, decisionPath, decisionWord } from "./decision-shown.ts";
import { useDecisions } from "./use-decisions.ts";

const windowMs = 15 * 60_000;

/** The last quarter of an hour; those that moved something first asked for, the others a click away. */
export function DecisionTable({ fleetId }: { readonly fleetId: string }) {
  const [all, setAll] = useState(false);
  const { data, isError } = useDecisions(fleetId, windowMs);
  return (
    <section className="stack stack-small" aria-labelledby="decisions-title">
      <div className="row spread">
        <h2 id="decisions-title">Decisions of the last 15 minutes</h2>
        <div className="segmented" role="group" aria-label="Show">
          <button type="button" aria-pressed={!all} onClick={() => setAll(false)}>
            Changes
          </button>
          <button type="button" aria-pressed={all} onClick={() => setAll(true)}>
            All
          </button>
        </div>
      </div>
      {isError && <p className="notice notice-warn">The hub cannot be reached; what you see may be old.</p>}
      {data === undefined ? <RowsSkeleton rows={5} /> : <Rows fleetId={fleetId} rows={data} all={all} />}
    </section>
  );
}

type RowsProps = { readonly fleetId: string; readonly rows: readonly DecisionRow[]; readonly all: boolean };

function Rows({ fleetId, rows, all }: RowsProps) {
  const shown = (all ? rows : rows.filter(({ decision }) => decision.outcome === "adjust")).slice(0, 200);
  if (shown.length === 0) {
    return (
      <div className="card">
        <EmptyState
          title={rows.length === 0 ? "No decisions in the last 15 minutes" : "Nothing to change in the last 15 minutes"}
        >
          {rows.length === 0
            ? "Decisions appear here once an agent is connected and a Persona is on the fleet, in shadow or active."
            : `${rows.length} decisions, and every one found the configuration right as it was, or a guard held it.`}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="card table-scroll">
      <table className="table table-links">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Changes</th>
            <th scope="col">Why</th>
            <th scope="col">Host</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.id} fleetId={fleetId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ fleetId, row }: { readonly fleetId: string; readonly row: DecisionRow }) {
  const { word, tone } = decisionWord(row);
  return (
    <tr>
      <td className="mono tiny">
        <Link href={decisionPath(fleetId, row.id)}>
          <LocalTime at={row.at} as="clock" />
        </Link>
      </td>
      <td>
        <span className={tone === "plain" ? "badge" : `badge badge-${tone}`}>{word}</span>
      </td>
      <td className="mono tiny">
        {changesShown(row).map(({ attribute, from, to }) => (
          <span className="change" key={attribute}>
            <span className="muted">{attribute}</span> {shownValue(from)} → {shownValue(to)}
          </span>
        ))}
      </td>
      <td className="decision-why">{row.explanation || reasonWords(row.decision.because)}</td>
      <td className="muted">{row.hostName}</td>
    </tr>
  );
}
