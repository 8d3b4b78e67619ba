"use client";

import type { AssignmentView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { DecisionRow } from "../live/live-source.ts";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
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
    <Card aria-labelledby="would-title">
      <CardHead
        id="would-title"
        title={shadow ? "What it would do" : "What it does"}
        note="the last 15 minutes, on this fleet's own traffic"
      />
      {isError && (
        <Notice tone="warn" className="m-4">
          The hub cannot be reached; what you see may be old.
        </Notice>
      )}
      {own === undefined ? (
        <CardBody>
          <Skeleton className="w-3/5" />
          <Skeleton className="w-2/5" />
        </CardBody>
      ) : (
        <Summary rows={own} adjusting={adjusting} shadow={shadow} />
      )}
      {adjusting.length > 0 && (
        <ul role="list" className="[&>li]:border-t [&>li]:border-line">
          {adjusting.slice(0, shownChanges).map((row) => (
            <WouldRow key={row.id} row={row} fleetId={assignment.fleetId} />
          ))}
        </ul>
      )}
      {adjusting.length > shownChanges && (
        <CardFoot>
          <Link href={`/fleets/${assignment.fleetId}/decisions`}>
            All {adjusting.length} of them, with what each one saw
          </Link>
        </CardFoot>
      )}
    </Card>
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
      <p className="min-w-0 p-4 text-muted" role="status">
        No decision yet. A connected agent fetches and verifies the Persona, then decides within seconds.
      </p>
    );
  }
  const fallback = rows.filter(({ decision }) => decision.decider === "fallback").length;
  const applied = rows.filter(({ apply }) => apply.kind === "applied").length;
  const outcome = shadow ? "would have changed something" : `decided a change, ${shownNumber(applied)} of them applied`;
  return (
    <p className="min-w-0 p-4" role="status">
      <strong className="font-medium">{shownNumber(rows.length)} decisions</strong>: {shownNumber(adjusting.length)}{" "}
      {outcome}; {shownNumber(rows.length - adjusting.length)} found nothing to change or were held by a guard
      {fallback > 0 ? `; ${shownNumber(fallback)} were the fallback's` : ""}.
    </p>
  );
}

function WouldRow({ row, fleetId }: { readonly row: DecisionRow; readonly fleetId: string }) {
  return (
    <li className="grid grid-cols-[76px_minmax(0,1fr)] gap-3 px-4 py-2.5">
      <Link className="font-mono text-12" href={decisionPath(fleetId, row.id)}>
        <LocalTime at={row.at} as="clock" />
      </Link>
      <div>
        <p className="font-mono text-12">
          {changesShown(row).map(({ attribute, from, to }) => (
            <span className="mr-4 inline-block whitespace-nowrap" key={attribute}>
              <span className="text-muted">{attribute}</span> {shownValue(from)} → {shownValue(to)}
            </span>
          ))}
        </p>
        <p className="text-13 text-muted">{row.explanation}</p>
      </div>
    </li>
  );
}
