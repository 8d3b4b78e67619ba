import type { EvidencePoint } from "@fleet-persona/hub-core";
import { shownNumber } from "../ui/figures.ts";
import { markup } from "../markup/markup.ts";
import type { Markup } from "../markup/markup.ts";
import { niceScale } from "./nice-scale.ts";

const box = { width: 108, height: 56, edge: 6 };

/** A Persona among its baselines at a glance: cost to the right, breach seconds up. Nothing where there is nothing to compare. */
export function smallScatter(points: readonly EvidencePoint[]): Markup | null {
  const shown = comparable(points);
  if (shown.length < 2) return null;
  const x = niceScale(
    shown.map(({ coreSeconds }) => coreSeconds),
    [box.edge, box.width - box.edge],
  );
  const y = niceScale([0, ...shown.map(({ breachSeconds }) => breachSeconds)], [box.height - box.edge, box.edge]);
  const marks = shown.map(
    ({ coreSeconds, breachSeconds }) => [Math.round(x.at(coreSeconds)), Math.round(y.at(breachSeconds))] as const,
  );
  const own = shown.findIndex(({ arm }) => arm === "persona");
  const [ownX, ownY] = marks[own] ?? [0, 0];
  const others = marks.filter((_, index) => index !== own);
  const look = shown[own]?.source === "gate" ? "fill-accent stroke-accent" : "fill-raised stroke-accent";
  return markup`<svg width="${box.width}" height="${box.height}" role="img" aria-label="${spoken(shown)}" class="flex-none">
    <path d="M.5 0V${box.height - 0.5}H${box.width}" class="fill-none stroke-line" />
    <path d="${others.map(([left, top]) => `M${left - 3} ${top - 3}h6v6h-6z`).join("")}" class="fill-data-8" />
    <circle cx="${ownX}" cy="${ownY}" r="4" stroke-width="2" class="${look}" />
  </svg>`;
}

// The gate's scenarios before the author's, and never both: their fleets differ in size.
function comparable(points: readonly EvidencePoint[]): readonly EvidencePoint[] {
  for (const source of ["gate", "claimed"] as const) {
    const mine = points.filter((point) => point.source === source);
    if (mine.length > 1 && mine.some(({ arm }) => arm === "persona")) return mine;
  }
  return [];
}

function spoken(points: readonly EvidencePoint[]): string {
  const said = points.map(
    ({ arm, breachSeconds, coreSeconds }) =>
      `${arm === "persona" ? "this Persona" : arm} ${shownNumber(breachSeconds)} breach seconds at ${shownNumber(coreSeconds)} core-seconds`,
  );
  return `${points[0]?.source === "gate" ? "Repeated by the gate" : "Claimed"}: ${said.join("; ")}`;
}
