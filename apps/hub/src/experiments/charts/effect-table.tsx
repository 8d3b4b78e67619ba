import { Table, Td, Th } from "../../ui/table.tsx";
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
    <details className="mt-2">
      <summary className="cursor-pointer text-12 text-muted">As a table</summary>
      <Table caption={`${title} over time`}>
        <thead>
          <tr>
            <Th>After</Th>
            <Th num>Effect</Th>
            <Th num>Interval</Th>
            <Th num>Stage</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at, stage, interval }) => (
            <tr key={at}>
              <Th scope="row">{elapsedPhrase((at - from) / 1_000)}</Th>
              <Td num>{effectFigure(interval.estimate, scale, unit)}</Td>
              <Td num>{intervalFigure(interval, scale, unit)}</Td>
              <Td num>{stage}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
