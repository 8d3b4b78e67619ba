import { signalFigure, span } from "../live/figures.ts";
import { shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
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
    <section className="card" aria-labelledby={`family-${family}`}>
      <div className="card-head">
        <h3 id={`family-${family}`}>{title}</h3>
        <p>{meaning}</p>
      </div>
      {rows.length === 0 ? (
        <p className="card-body muted small">None is read or supplied.</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={`${title} signals`}>
          <table className="table table-stack signal-table">
            <thead>
              <tr>
                <th scope="col">Signal</th>
                <th scope="col">Read as</th>
                <th scope="col">From</th>
                <th scope="col" className="num">
                  Value
                </th>
                <th scope="col">Last 5 min</th>
                <th scope="col">Freshness</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.name} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const uses = { required: "required", optional: "optional", "not-read": "not read" } as const;

function Row({ row }: { readonly row: SignalRow }) {
  return (
    <tr>
      <th scope="row">
        <code>{row.name}</code>
      </th>
      <td className={row.use === "not-read" ? "muted" : ""} data-label="Read as">
        {uses[row.use]}
      </td>
      <td data-label="From">
        <From row={row} />
      </td>
      <td className="num" data-label="Value">
        {figureOf(row)}
      </td>
      <td data-label="Last 5 min">
        <Sparkline values={row.spark} />
      </td>
      <td data-label="Freshness">
        <FreshnessMark row={row} />
      </td>
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
      <details className="supply-hint">
        <summary>{words}</summary>
        <p className="tiny muted">{howToSupply(name, family)}</p>
      </details>
    );
  return (
    <>
      {words}
      {supply.by !== "" && supply.by !== words && <span className="muted tiny"> {supply.by}</span>}
    </>
  );
}

function FreshnessMark({ row }: { readonly row: SignalRow }) {
  const { freshness, at, use } = row;
  if (freshness === "missing")
    return <span className={use === "required" ? "badge badge-bad" : "badge badge-warn"}>missing</span>;
  return (
    <span className="freshness">
      <span className={freshness === "fresh" ? "badge badge-good" : "badge badge-warn"}>{freshness}</span>{" "}
      <span className="muted tiny" title={`stale after ${shownNumber(row.staleAfterMs / 1_000)} s`}>
        {at === null ? "as declared" : <LocalTime at={at} />}
      </span>
    </span>
  );
}
