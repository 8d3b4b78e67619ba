"use client";

import type { AssignmentView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { DecisionRow } from "../live/live-source.ts";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { changesShown, decisionPath } from "./decision-shown.ts";
import { useDecisions } from "./use-decisions.ts";

const windowMs = 15 * 60_000;
const shownChanges = 6;

/** What the Persona decided lately on this fleet's own traffic: the reason to approve it, or not. */
export function WouldDo({ assignment }: { readonly assignment: AssignmentView }) {
  const { data, isError } = useDecisions(assignment.fleetId, windowMs);
  const own = data?.filter(({ at }) => at >= assignment.assignedAt);
  const adjusting = own?.filter(({ decision }) => decision.outcome === "adjust") ?? [];
  const shadow = assignment.mode === "shadow";
  return (
    <section className="card" aria-labelledby="would-title">
      <div className="card-head">
        <h2 id="would-title">{shadow ? "What it would do" : "What it does"}</h2>
        <p>the last 15 minutes, on this fleet's own traffic</p>
      </div>
      {isError && <p className="card-body notice notice-warn">The hub cannot be reached; what you see may be old.</p>}
      {own === undefined ? (
        <div className="card-body">
          <span className="skeleton skeleton-line w-3/5" />
          <span className="skeleton skeleton-line w-2/5" />
        </div>
      ) : (
        <Summary rows={own} adjusting={adjusting} shadow={shadow} />
      )}
      {adjusting.length > 0 && (
        <ul role="list" className="would-list">
          {adjusting.slice(0, shownChanges).map((row) => (
            <WouldRow key={row.id} row={row} fleetId={assignment.fleetId} />
          ))}
        </ul>
      )}
      {adjusting.length > shownChanges && (
        <p className="card-foot">
          <Link href={`/fleets/${assignment.fleetId}/decisions`}>
            All {adjusting.length} of them, with what each one saw
          </Link>
        </p>
      )}
    </section>
  );
}

type SummaryProps = {
  readonly rows: readonly DecisionRow[];
  readonly adjusting: readonly DecisionRow[];
  readonly shadow: boolean;
};

function Summary({ rows, adjusting, shadow }: SummaryProps) {
  if (rows.length === 0) {
    return (
      <p className="card-body muted" role="status">
        No decision yet. A connected agent fetches and verifies the Persona, then decides within seconds.
      </p>
    );
  }
  const fallback = rows.filter(({ decision }) => decision.decider === "fallback").length;
  const applied = rows.filter(({ apply }) => apply.kind === "applied").length;
  const outcome = shadow ? "would have changed something" : `decided a change, ${shownNumber(applied)} of them applied`;
  return (
    <p className="card-body" role="status">
      <strong className="strong">{shownNumber(rows.length)} decisions</strong>: {shownNumber(adjusting.length)}{" "}
      {outcome}; {shownNumber(rows.length - adjusting.length)} found nothing to change or were held by a guard
      {fallback > 0 ? `; ${shownNumber(fallback)} were the fallback's` : ""}.
    </p>
  );
}

function WouldRow({ row, fleetId }: { readonly row: DecisionRow; readonly fleetId: string }) {
  return (
    <li className="would-row">
      <Link className="mono tiny" href={decisionPath(fleetId, row.id)}>
        <LocalTime at={row.at} as="clock" />
      </Link>
      <div>
        <p className="mono tiny">
          {changesShown(row).map(({ attribute, from, to }) => (
            <span className="change" key={attribute}>
              <span className="muted">{attribute}</span> {shownValue(from)} → {shownValue(to)}
            </span>
          ))}
        </p>
        <p className="small muted">{row.explanation}</p>
      </div>
    </li>
  );
}
