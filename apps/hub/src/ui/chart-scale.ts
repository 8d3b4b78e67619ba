import { niceScale } from "../evidence/nice-scale.ts";

export type ChartAxis = {
  readonly label: string;
  readonly unit: string;
  /** How a tick is written; three significant digits otherwise. */
  readonly shown?: (value: number) => string;
  /** The ends, when they are not to follow from the values; upwards, values beyond them stretch the axis. */
  readonly from?: number;
  readonly to?: number;
};

export type ChartScale = { readonly ticks: readonly number[]; at(value: number): number };

/** Places values between 0 and 100 (per cent of the drawing's width); `down` for heights, which grow upwards. */
export function chartScale(values: readonly number[], axis: ChartAxis, down = false): ChartScale {
  const { from, to } = axis;
  if (from !== undefined && to !== undefined && to > from && values.every((value) => value >= from && value <= to)) {
    const exact = alongScale(values, axis);
    return down ? { ticks: exact.ticks, at: (value) => 100 - exact.at(value) } : exact;
  }
  const known = [...values, axis.from, axis.to].filter((value) => value !== undefined && Number.isFinite(value));
  const scale = niceScale(known.length === 0 ? [0, 1] : (known as number[]), down ? [100, 0] : [0, 100]);
  return { ticks: scale.ticks, at: (value) => Math.round(scale.at(value) * 100) / 100 };
}

/** The same for an axis that is gone along: from the first value to the last, with round ticks between. */
export function alongScale(values: readonly number[], axis: ChartAxis): ChartScale {
  const [from, to] = [axis.from ?? Math.min(...values), axis.to ?? Math.max(...values)];
  if (!(to > from)) return chartScale(values, axis);
  const ticks = niceScale([from, to], [0, 100]).ticks.filter((tick) => tick >= from && tick <= to);
  return { ticks, at: (value) => Math.round(((value - from) / (to - from)) * 10_000) / 100 };
}
