"use client";

import { useRef } from "react";
import { niceScale } from "../../evidence/nice-scale.ts";
import type { NiceScale } from "../../evidence/nice-scale.ts";
import { shownNumber } from "../../ui/figures.ts";
import { durationPhrase } from "../duration-words.ts";
import { elapsedTicks } from "./elapsed-ticks.ts";
import { labelLook } from "./label-look.ts";
import { powerCurve } from "./power-points.ts";
import type { PowerPoint } from "./power-points.ts";
import { useWidth } from "./use-width.ts";

type Props = {
  /** Effect that is found, as a share, with the units there are. */
  readonly chosen: PowerPoint;
  /** The smallest effect worth finding, as a share. */
  readonly wanted: number;
  /** What one unit more takes, s: a block. Null: units are hosts, and only more hosts help. */
  readonly unitS: number | null;
};

const height = 132;
const [left, top, bottom] = [44, 12, height - 30];

/** The smallest effect that is found, against units or the time they take: it falls with the root of their number. */
export function PowerCurve({ chosen, wanted, unitS }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 320);
  const curve = powerCurve(chosen, wanted);
  const most = curve.at(-1)?.units ?? chosen.units;
  const right = width - 12;
  const x = (units: number): number => left + (units / most) * (right - left);
  const y = niceScale([0, wanted, Math.min(curve[0]?.effect ?? wanted, chosen.effect * 2.5)], [bottom, top]);
  const line = curve
    .filter(({ effect }) => y.at(effect) >= top)
    .map(({ units, effect }) => `${x(units).toFixed(1)} ${y.at(effect).toFixed(1)}`);
  const at = (units: number): string =>
    unitS === null ? shownNumber(Math.round(units)) : durationPhrase(units * unitS);
  return (
    <div ref={box} className="min-w-0">
      <svg
        className="block max-w-full"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Smallest effect found: ${percentOf(chosen.effect)} with ${at(chosen.units)}${unitS === null ? " hosts" : ""}; ${percentOf(wanted)} is worth finding`}
      >
        <Rules y={y} right={right} wanted={wanted} />
        <path
          className="fill-transparent stroke-data-1"
          strokeWidth="2"
          strokeLinejoin="round"
          d={`M${line.join("L")}`}
        />
        <circle
          className="fill-data-1 stroke-raised"
          strokeWidth="2"
          cx={x(chosen.units)}
          cy={Math.max(top, y.at(chosen.effect))}
          r={5}
        />
        {ticksUpTo(most, unitS, right - left).map(({ units, label }) => (
          <text
            key={units}
            className={labelLook}
            x={x(units)}
            y={bottom + 16}
            textAnchor={x(units) > right - 16 ? "end" : "middle"}
          >
            {label}
          </text>
        ))}
      </svg>
      <p className="text-12 text-muted">
        effect found against {unitS === null ? "hosts" : "run time"}; dashed: worth finding; dot: this plan
      </p>
    </div>
  );
}

type RulesProps = { readonly y: NiceScale; readonly right: number; readonly wanted: number };

/** The grid, and the effect that is worth finding. */
function Rules({ y, right, wanted }: RulesProps) {
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="stroke-line" x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
          <text className={labelLook} x={left - 6} y={y.at(tick) + 4} textAnchor="end">
            {percentOf(tick)}
          </text>
        </g>
      ))}
      <line className="stroke-muted" strokeDasharray="5 4" x1={left} x2={right} y1={y.at(wanted)} y2={y.at(wanted)} />
    </>
  );
}

/** Round numbers of hosts, or round times. */
function ticksUpTo(
  most: number,
  unitS: number | null,
  width: number,
): readonly { readonly units: number; readonly label: string }[] {
  if (unitS !== null)
    return elapsedTicks(most * unitS * 1_000, width, 64).map(({ ms, label }) => ({ units: ms / 1_000 / unitS, label }));
  return niceScale([0, most], [0, width])
    .ticks.filter((units) => units <= most)
    .map((units) => ({ units, label: shownNumber(units) }));
}

function percentOf(share: number): string {
  return `${shownNumber(share * 100, 2)} %`;
}
