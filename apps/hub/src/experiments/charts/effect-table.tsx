import { elapsedPhrase } from "../duration-words.ts";
import { effectFigure, intervalFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import type { PlacedPoint } from "./effect-shapes.ts";

type Props = {
  readonly points: readonly PlacedPoint[];
  readonly scale: EffectScale;
  readonly unit: string;
  readonly from: number;
  readonly title: string;
};

const most = 24;

/** The same as a table, thinned to what one can read. */
export function EffectTable({ points, scale, unit, from, title }: Props) {
  if (points.length === 0) return null;
  const every = Math.ceil(points.length / most);
  const shown = points.filter((_, index) => (points.length - 1 - index) % every === 0);
  return (
    <details className="xc-table">
      <summary className="tiny muted">As a table</summary>
      <div className="table-scroll">
        <table className="table">
          <caption className="visually-hidden">{title} over time</caption>
          <thead>
            <tr>
              <th scope="col">After</th>
              <th scope="col" className="num">
                Effect
              </th>
              <th scope="col" className="num">
                Interval
              </th>
              <th scope="col" className="num">
                Stage
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ at, stage, interval }) => (
              <tr key={at}>
                <th scope="row">{elapsedPhrase((at - from) / 1_000)}</th>
                <td className="num">{effectFigure(interval.estimate, scale, unit)}</td>
                <td className="num">{intervalFigure(interval, scale, unit)}</td>
                <td className="num">{stage}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
