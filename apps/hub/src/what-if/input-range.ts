import type { InputSignal } from "@fleet-persona/persona";

/** What a slider of a signal spans, and where training lay in it. */
export type InputRange = {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the 1st and the 99th percentile of training lie, as shares of the span. */
  readonly trained: { readonly from: number; readonly to: number };
};

const ROOM = 0.6;
const STEPS = 400;

/** A span that holds training's 1st to 99th percentile, room on either side to leave it, and the value then. */
export function inputRange(
  { distribution: { p01, p99, standard_deviation } }: InputSignal,
  then: number | null,
): InputRange {
  const width = Math.max(p99 - p01, standard_deviation, Math.abs(p99) / 20, 1e-6);
  // A signal that never was negative in training does not become so by a slider.
  const low = p01 >= 0 ? Math.max(0, p01 - ROOM * width) : p01 - ROOM * width;
  const values = [low, p99 + ROOM * width, ...(then === null ? [] : [then])];
  const step = niceStep((Math.max(...values) - Math.min(...values)) / STEPS);
  const min = Math.floor(Math.min(...values) / step) * step;
  const max = Math.ceil(Math.max(...values) / step) * step;
  const share = (value: number) => (value - min) / (max - min);
  return { min, max, step, trained: { from: share(p01), to: share(p99) } };
}

/** The power of ten at or below a step, so that sliders stop at numbers people say. */
export function niceStep(step: number): number {
  return 10 ** Math.floor(Math.log10(Math.max(step, 1e-9)));
}
