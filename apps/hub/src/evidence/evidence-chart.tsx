import { shownNumber } from "../ui/figures.ts";
import { niceScale } from "./nice-scale.ts";
import type { EvidenceArm } from "./read-evidence.ts";

type Props = { readonly arms: readonly EvidenceArm[]; readonly title: string; readonly size?: Size };

type Size = "full" | "narrow" | "small";

const frame = {
  full: { width: 620, height: 300, left: 52, right: 24, top: 18, bottom: 44 },
  narrow: { width: 330, height: 240, left: 34, right: 12, top: 18, bottom: 44 },
  small: { width: 108, height: 56, left: 4, right: 4, top: 4, bottom: 4 },
};

/** Cost against breach seconds: down and left is better. Baselines are grey, the author's claim is a ring. */
export function EvidenceChart({ arms, title, size = "full" }: Props) {
  const box = frame[size];
  const x = niceScale(
    arms.map(({ coreSeconds }) => coreSeconds),
    [box.left, box.width - box.right],
  );
  const y = niceScale([0, ...arms.map(({ breachSeconds }) => breachSeconds)], [box.height - box.bottom, box.top]);
  return (
    <svg
      className={`evidence-chart evidence-chart-${size}`}
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={`${title}: ${spoken(arms)}`}
    >
      {size !== "small" && <Axes box={box} x={x} y={y} />}
      {size === "small" && (
        <path className="axis" d={`M${box.left} ${box.top}V${box.height - box.bottom}H${box.width - box.right}`} />
      )}
      {arms.map((arm) => (
        <Mark
          key={arm.name}
          arm={arm}
          x={x.at(arm.coreSeconds)}
          y={y.at(arm.breachSeconds)}
          box={box}
          labelled={size !== "small"}
        />
      ))}
    </svg>
  );
}

function spoken(arms: readonly EvidenceArm[]): string {
  return arms
    .map(
      ({ name, breachSeconds, coreSeconds }) =>
        `${name} ${shownNumber(breachSeconds)} breach seconds at ${shownNumber(coreSeconds)} core-seconds`,
    )
    .join("; ");
}

type Box = (typeof frame)["full"];
type MarkProps = {
  readonly arm: EvidenceArm;
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  readonly labelled: boolean;
};

function Mark({ arm, x, y, box, labelled }: MarkProps) {
  const own = arm.name === "persona";
  const toLeft = x > box.width / 2;
  return (
    <g className={own ? "mark mark-own" : "mark"}>
      {own ? (
        <circle cx={x} cy={y} r={labelled ? 7 : 4} />
      ) : (
        <rect
          x={x - (labelled ? 5 : 2.5)}
          y={y - (labelled ? 5 : 2.5)}
          width={labelled ? 10 : 5}
          height={labelled ? 10 : 5}
        />
      )}
      {labelled && (
        <text x={toLeft ? x - 13 : x + 13} y={y + 4} textAnchor={toLeft ? "end" : "start"}>
          {own ? "this Persona (claimed)" : arm.name}
        </text>
      )}
    </g>
  );
}

type Scale = ReturnType<typeof niceScale>;

function Axes({ box, x, y }: { readonly box: Box; readonly x: Scale; readonly y: Scale }) {
  const base = box.height - box.bottom;
  return (
    <g>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={box.left} x2={box.width - box.right} y1={y.at(tick)} y2={y.at(tick)} />
          <text className="tick" x={box.left - 8} y={y.at(tick) + 4} textAnchor="end">
            {shownNumber(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={x.at(tick)} x2={x.at(tick)} y1={box.top} y2={base} />
          <text className="tick" x={x.at(tick)} y={base + 16} textAnchor="middle">
            {shownNumber(tick)}
          </text>
        </g>
      ))}
      <text className="axis-name" x={box.width - box.right} y={box.height - 8} textAnchor="end">
        cost, core-seconds →
      </text>
      <text className="axis-name" x={box.left + 6} y={box.top + 4}>
        ↑ breach seconds
      </text>
    </g>
  );
}
