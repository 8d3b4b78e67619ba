import { shownNumber } from "../ui/figures.ts";
import { drawEvidence, otherRadius, ownRadius } from "./chart-geometry.ts";
import type { ChartFrame, DrawnEvidence, DrawnPoint } from "./chart-geometry.ts";
import type { ComparedEvidence, ComparedPoint } from "./compare-evidence.ts";

const wide: ChartFrame = { width: 640, height: 300, left: 46, right: 24, top: 24, bottom: 44 };
const narrow: ChartFrame = { width: 330, height: 260, left: 38, right: 14, top: 24, bottom: 44 };

type Props = { readonly evidence: ComparedEvidence };

/** Cost against breach seconds: down and left is better. The claim is a ring, the gate's repetition a disc, baselines are grey. */
export function EvidenceChart({ evidence }: Props) {
  const words = spoken(evidence);
  return (
    <>
      <div className="hidden sm:block">
        <Drawing frame={wide} evidence={evidence} words={words} named={() => true} />
      </div>
      <div className="sm:hidden">
        <Drawing frame={narrow} evidence={evidence} words={words} named={isNamedWhereNarrow} />
      </div>
    </>
  );
}

function isNamedWhereNarrow({ own, name }: ComparedPoint): boolean {
  return own || name === "reactive" || name === "default";
}

type DrawingProps = {
  readonly frame: ChartFrame;
  readonly evidence: ComparedEvidence;
  readonly words: string;
  readonly named: (point: ComparedPoint) => boolean;
};

function Drawing({ frame, evidence, words, named }: DrawingProps) {
  const drawn = drawEvidence(evidence, frame, named);
  return (
    <svg
      className="block h-auto w-full max-w-[760px]"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={`Cost against breach seconds: ${words}`}
    >
      <Axes frame={frame} drawn={drawn} relative={evidence.reference !== null} />
      {drawn.points.map((each) => (
        <Lead key={`${each.point.by} ${each.name}`} drawn={each} />
      ))}
      {drawn.points.map((each) => (
        <Mark key={`${each.point.by} ${each.name}`} drawn={each} />
      ))}
    </svg>
  );
}

function spoken({ points, reference }: ComparedEvidence): string {
  return points
    .map(({ by, own, name, cost, breach }) => {
      const who = own ? (by === "gate" ? "repeated by the gate" : "claimed by the author") : `${name} (${by})`;
      const much =
        reference === null ? `${shownNumber(cost)} core-seconds` : `${shownNumber(cost * 100)} % of the cost`;
      return `${who}, ${shownNumber(breach)} breach seconds at ${much}`;
    })
    .join("; ");
}

/** The line from a name that found no place beside its mark. */
function Lead({ drawn: { label, x, y, name } }: { readonly drawn: DrawnPoint }) {
  if (label === null || !label.far) return null;
  const toRight = label.x > x;
  const end = toRight ? label.x - 2 : Math.min(x, label.x + name.length * 5);
  return <path d={`M${x} ${y}L${end} ${label.y - 4}`} className="stroke-line-strong" fill="none" />;
}

function Mark({ drawn: { point, x, y, name, label, beyond } }: { readonly drawn: DrawnPoint }) {
  const { own, by } = point;
  return (
    <g>
      {beyond ? (
        <path d={`M${x} ${y - 5}l5 8h-10z`} className="fill-data-8" />
      ) : own ? (
        <circle
          cx={x}
          cy={y}
          r={ownRadius}
          strokeWidth={by === "gate" ? 1.5 : 2.6}
          className={by === "gate" ? "fill-accent stroke-raised" : "fill-none stroke-accent"}
        />
      ) : (
        <rect
          x={x - otherRadius}
          y={y - otherRadius}
          width={otherRadius * 2}
          height={otherRadius * 2}
          strokeWidth={1.6}
          className={by === "gate" ? "fill-data-8 stroke-raised" : "fill-raised stroke-data-8"}
        />
      )}
      {label !== null && (
        <text x={label.x} y={label.y} className={own ? "fill-text text-12 font-medium" : "fill-muted text-12"}>
          {name}
        </text>
      )}
    </g>
  );
}

type AxesProps = { readonly frame: ChartFrame; readonly drawn: DrawnEvidence; readonly relative: boolean };

function Axes({ frame, drawn: { x, y }, relative }: AxesProps) {
  const base = frame.height - frame.bottom;
  const right = frame.width - frame.right;
  const shown = (tick: number): string => (relative ? `${shownNumber(tick * 100)} %` : shownNumber(tick));
  return (
    <g aria-hidden="true">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={frame.left} x2={right} y1={y.at(tick)} y2={y.at(tick)} className="stroke-line" />
          <text x={frame.left - 6} y={y.at(tick) + 4} textAnchor="end" className="fill-muted font-mono text-[11px]">
            {shownNumber(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x.at(tick)} x2={x.at(tick)} y1={frame.top} y2={base} className="stroke-line" />
          <text x={x.at(tick)} y={base + 16} textAnchor="middle" className="fill-muted font-mono text-[11px]">
            {shown(tick)}
          </text>
        </g>
      ))}
      <text x={right} y={frame.height - 8} textAnchor="end" className="fill-muted text-12">
        {relative ? "cost beside the reference →" : "cost, core-seconds →"}
      </text>
      <text x={2} y={12} className="fill-muted text-12">
        ↑ breach, s of a run
      </text>
    </g>
  );
}
