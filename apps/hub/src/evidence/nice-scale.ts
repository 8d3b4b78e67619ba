export type NiceScale = { readonly ticks: readonly number[]; at(value: number): number };

/** A linear scale that covers the values with round ticks (steps of 1, 2 or 5 times a power of ten) and some air. */
export function niceScale(values: readonly number[], range: readonly [number, number]): NiceScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || Math.abs(high) || 1;
  const step = niceStep(span / 4);
  const from = low === 0 ? 0 : Math.floor((low - span * 0.1) / step) * step;
  const to = Math.ceil((high + span * 0.1) / step) * step;
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
  return { ticks, at: (value) => range[0] + ((value - from) / (to - from)) * (range[1] - range[0]) };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  return power * (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10);
}
