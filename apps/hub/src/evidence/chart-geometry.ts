import type { ComparedEvidence, ComparedPoint } from "./compare-evidence.ts";
import { niceScale } from "./nice-scale.ts";
import type { NiceScale } from "./nice-scale.ts";
import { placeLabels, textWidth } from "./place-labels.ts";
import type { PlacedLabel } from "./place-labels.ts";
import { shownNumber } from "../ui/figures.ts";

/** A drawing's size and the room its axes take, px. */
export type ChartFrame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** A mark where it is drawn, with its name where nothing else is. */
export type DrawnPoint = {
  readonly point: ComparedPoint;
  readonly x: number;
  readonly y: number;
  readonly name: string;
  /** It lies above the drawing and stands at its edge; the name says how far. */
  readonly beyond: boolean;
  readonly label: PlacedLabel | null;
};

export type DrawnEvidence = { readonly points: readonly DrawnPoint[]; readonly x: NiceScale; readonly y: NiceScale };

export const ownRadius = 7;
export const otherRadius = 5;

/** What stands above the upright axis. */
const axisName = { x: 0, y: 0, width: 132, height: 16 };

/** Where everything of the evidence is drawn: this Persona's marks last, on top, and named first. `named` chooses what gets a name. */
export function drawEvidence(
  { points, reference }: ComparedEvidence,
  frame: ChartFrame,
  named: (point: ComparedPoint) => boolean,
): DrawnEvidence {
  const ordered = points.toSorted((a, b) => rank(a) - rank(b));
  const top = highestDrawn(points);
  const x = niceScale(
    points.map(({ cost }) => cost),
    [frame.left, frame.width - frame.right],
  );
  const y = niceScale(
    [0, ...points.map(({ breach }) => Math.min(breach, top))],
    [frame.height - frame.bottom, frame.top],
  );
  const placed = ordered.map((point) => {
    const beyond = point.breach > top;
    const name = nameOf(point, reference !== null && hasBoth(points));
    return {
      point,
      x: round(x.at(point.cost)),
      y: beyond ? frame.top : round(y.at(point.breach)),
      beyond,
      name: beyond ? `${name}, ${shownNumber(point.breach)} s ↑` : name,
    };
  });
  const labels = placeLabels(
    placed.map(({ point, name, ...at }) => ({
      ...at,
      radius: point.own ? ownRadius : otherRadius,
      width: named(point) ? textWidth(name) : 0,
    })),
    { left: frame.left + 2, right: frame.width - 2, top: 2, bottom: frame.height - frame.bottom },
    [axisName],
  );
  const drawn = placed.map((each, index) => ({ ...each, label: labels[index] ?? null }));
  return { points: drawn.toReversed(), x, y };
}

function hasBoth(points: readonly ComparedPoint[]): boolean {
  return points.some(({ by }) => by === "author") && points.some(({ by }) => by === "gate");
}

// The first get the best places for their names: what was repeated, what was claimed, then the baselines.
function rank({ own, by, name }: ComparedPoint): number {
  if (own) return by === "gate" ? 0 : 1;
  return (name === "reactive" || name === "default" ? 2 : 4) + (by === "gate" ? 0 : 1);
}

// One arm that fails everywhere would press all others into the ground line.
function highestDrawn(points: readonly ComparedPoint[]): number {
  const breaches = points.map(({ breach }) => breach).toSorted((a, b) => b - a);
  const [highest = 0, second = 0] = breaches;
  const mostly = Math.max(second * 1.3, ...points.filter(({ own }) => own).map(({ breach }) => breach), 1);
  return points.length > 3 && highest > mostly * 2 ? mostly : highest;
}

const longestName = 28;

function nameOf({ own, by, name }: ComparedPoint, both: boolean): string {
  if (own) return by === "gate" ? "repeated by the gate" : "claimed by the author";
  const short = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  return both && by === "gate" ? `${short} (gate)` : short;
}

const round = (value: number): number => Math.round(value * 10) / 10;
