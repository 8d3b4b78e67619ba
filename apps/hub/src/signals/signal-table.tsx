import { signalFigure, span } from "../live/figures.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { howToSupply, type Family } from "./family-of.ts";
import type { SignalRow } from "./signal-rows.ts";
import { Sparkline } from "./sparkline.tsx";

type Props = {
  readonly title: string;
  readonly meaning: string;
  readonly family: Family;
  readonly rows: readonly SignalRow[];
};

/** The signals of one family: whether they are read, who supplies them, what they are and how fresh. */
export function SignalTable({ title, meaning, family, rows }: Props) {
  return (
    <Card aria-labelledby={`family-${family}`}>
      <CardHead id={`family-${family}`} level={3} title={title} note={meaning} />
      {rows.length === 0 ? (
        <p className="min-w-0 p-4 text-muted text-13">None is read or supplied.</p>
      ) : (
        <Table caption={`${title} signals`} stacks className="[&_:is(td,th)]:align-middle">
          <thead>
            <tr>
              <Th>Signal</Th>
              <Th>Read as</Th>
              <Th>From</Th>
              <Th num>Value</Th>
              <Th>Last 5 min</Th>
              <Th>Freshness</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SignalLine key={row.name} row={row} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

const uses = { required: "required", optional: "optional", "not-read": "not read" } as const;

function SignalLine({ row }: { readonly row: SignalRow }) {
  return (
    <tr>
      <Th scope="row">
        <code>{row.name}</code>
      </Th>
      <Td className={row.use === "not-read" ? "text-muted" : ""} data-label="Read as">
        {uses[row.use]}
      </Td>
      <Td data-label="From">
        <From row={row} />
      </Td>
      <Td num data-label="Value">
        {figureOf(row)}
      </Td>
      <Td data-label="Last 5 min">
        <Sparkline values={row.spark} />
      </Td>
      <Td data-label="Freshness">
        <FreshnessMark row={row} />
      </Td>
    </tr>
  );
}

function figureOf({ name, unit, value }: SignalRow): string {
  if (value === null) return "–";
  if (unit === "s") return span(value * 1_000);
  const figure = signalFigure(name, value);
  return unit === "1" || unit === "" || /[a-z%]$/.test(figure) ? figure : `${figure} ${unit}`;
}

const suppliers: Record<SignalRow["supply"]["supply"], string> = {
  target: "host",
  source: "source",
  context: "declared",
  clock: "clock",
  missing: "nobody",
  unknown: "no host has reported yet",
};

function From({ row: { supply, name, family } }: { readonly row: SignalRow }) {
  const words = suppliers[supply.supply];
  if (supply.supply === "missing")
    return (
      <details className="max-w-65 [&_summary]:cursor-pointer [&_summary]:text-warn">
        <summary>{words}</summary>
        <p className="text-12 text-muted">{howToSupply(name, family)}</p>
      </details>
    );
  return (
    <>
      {words}
      {supply.by !== "" && supply.by !== words && <span className="text-muted text-12"> {supply.by}</span>}
    </>
  );
}

function FreshnessMark({ row }: { readonly row: SignalRow }) {
  const { freshness, at, use } = row;
  if (freshness === "missing") return <Badge tone={use === "required" ? "bad" : "warn"}>missing</Badge>;
  return (
    <span className="whitespace-nowrap">
      <Badge tone={freshness === "fresh" ? "good" : "warn"}>{freshness}</Badge>{" "}
      <span className="text-muted text-12" title={`stale after ${shownNumber(row.staleAfterMs / 1_000)} s`}>
        {at === null ? "as declared" : <LocalTime at={at} />}
      </span>
    </span>
  );
}
