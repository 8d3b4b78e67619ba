"use client";

import Link from "next/link";
import { useState } from "react";
import type { DecisionRow } from "../live/live-source.ts";
import { reasonWords } from "../live/words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { changesShown, decisionPath, decisionWord } from "./decision-shown.ts";
import { useDecisions } from "./use-decisions.ts";

const windowMs = 15 * 60_000;

/** The last quarter of an hour; those that moved something first asked for, the others a click away. */
export function DecisionTable({ fleetId }: { readonly fleetId: string }) {
  const [all, setAll] = useState(false);
  const { data, isError } = useDecisions(fleetId, windowMs);
  return (
    <section className="grid gap-3 *:min-w-0" aria-labelledby="decisions-title">
      <Row spread>
        <h2 id="decisions-title">Decisions of the last 15 minutes</h2>
        <Segmented
          label="Show"
          value={all ? "all" : "changes"}
          onChange={(shown) => setAll(shown === "all")}
          segments={[
            { value: "changes", label: "Changes" },
            { value: "all", label: "All" },
          ]}
        />
      </Row>
      {isError && <Notice tone="warn">The hub cannot be reached; what you see may be old.</Notice>}
      {data === undefined ? <RowsSkeleton rows={5} /> : <Rows fleetId={fleetId} rows={data} all={all} />}
    </section>
  );
}

type RowsProps = { readonly fleetId: string; readonly rows: readonly DecisionRow[]; readonly all: boolean };

function Rows({ fleetId, rows, all }: RowsProps) {
  const shown = (all ? rows : rows.filter(({ decision }) => decision.outcome === "adjust")).slice(0, 200);
  if (shown.length === 0) {
    return (
      <Card as="div">
        <EmptyState
          title={rows.length === 0 ? "No decisions in the last 15 minutes" : "Nothing to change in the last 15 minutes"}
        >
          {rows.length === 0
            ? "Decisions appear here once an agent is connected and a Persona is on the fleet, in shadow or active."
            : `${rows.length} decisions, and every one found the configuration right as it was, or a guard held it.`}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card as="div">
      <Table links>
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th>Changes</Th>
            <Th>Why</Th>
            <Th>Host</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <DecisionLine key={row.id} fleetId={fleetId} row={row} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function DecisionLine({ fleetId, row }: { readonly fleetId: string; readonly row: DecisionRow }) {
  const { word, tone } = decisionWord(row);
  return (
    <tr>
      <Td className="font-mono text-12">
        <Link href={decisionPath(fleetId, row.id)}>
          <LocalTime at={row.at} as="clock" />
        </Link>
      </Td>
      <Td>
        <Badge tone={tone === "plain" ? "neutral" : tone}>{word}</Badge>
      </Td>
      <Td className="font-mono text-12">
        {changesShown(row).map(({ attribute, from, to }) => (
          <span className="mr-4 inline-block whitespace-nowrap" key={attribute}>
            <span className="text-muted">{attribute}</span> {shownValue(from)} → {shownValue(to)}
          </span>
        ))}
      </Td>
      <Td className="min-w-65 max-w-[60ch]">{row.explanation || reasonWords(row.decision.because)}</Td>
      <Td className="text-muted">{row.hostName}</Td>
    </tr>
  );
}
