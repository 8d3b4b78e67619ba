import type { StoreRow } from "@fleet-persona/hub-core";
import type { DataColour } from "../../ui/data-colour.ts";
import { shownNumber } from "../../ui/figures.ts";
import { ScatterChart } from "../../ui/scatter-chart.tsx";
import type { ScatterPoint } from "../../ui/scatter-chart.tsx";
import { comparePlaces } from "./compare-points.ts";

const colours: readonly DataColour[] = [1, 4, 3];
const sources = { claimed: "claimed", gate: "repeated by the gate" } as const;

/** Evidence of all of them on one chart with one scale; nothing where nobody has any. */
export function CompareChart({ rows }: { readonly rows: readonly StoreRow[] }) {
  const places = comparePlaces(rows);
  if (places.length === 0)
    return <p className="text-muted">None of them has evidence that stands beside the reactive rule.</p>;
  const points: readonly ScatterPoint[] = [
    { label: "the reactive rule", x: 100, y: 0, mark: "square", colour: 8 },
    ...places.map(({ which, source, cost, breach }) => ({
      label: `${rows[which]?.title ?? ""}, ${sources[source]}`,
      x: cost,
      y: breach,
      mark: source === "gate" ? ("disc" as const) : ("ring" as const),
      colour: colours[which] ?? 8,
    })),
  ];
  const summary = points.map(
    ({ label, x, y }) =>
      `${label}: ${shownNumber(x)} % of the cost, ${shownNumber(y)} breach seconds more than the rule`,
  );
  return (
    <ScatterChart
      title="Cost against breach seconds, beside the reactive rule"
      summary={`${summary.join("; ")}. Down and left is better.`}
      x={{ label: "cost", unit: "% of the reactive rule's" }}
      y={{ label: "breach beside the rule", unit: "s of a run" }}
      points={points}
    />
  );
}
