/** A stretch of numbers with round marks on it. */
export type Scale = {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Where a value lies, 0 to 1; outside is held at the ends. */
  readonly at: (value: number) => number;
};

/** A scale from the least to the greatest value that begins and ends at round numbers. `zero`: it begins at zero. */
export function niceScale(values: readonly number[], { zero = true, count = 4 } = {}): Scale {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite, zero ? 0 : Number.POSITIVE_INFINITY);
  const high = Math.max(...finite, zero ? 0 : Number.NEGATIVE_INFINITY);
  const [least, greatest] =
    finite.length === 0 ? [0, 1] : low === high ? [low - (zero ? 0 : 1), high + 1] : [low, high];
  const step = roundStep((greatest - least) / count);
  const min = Math.floor(least / step + 1e-9) * step;
  const max = Math.ceil(greatest / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, at) => min + at * step);
  return { min, max, ticks, at: (value) => Math.min(1, Math.max(0, (value - min) / (max - min))) };
}

/** A scale that ends where its values do, for time. */
export function exactScale(min: number, max: number, count = 6): Scale {
  const step = roundStep((max - min) / count);
  const first = Math.ceil(min / step) * step;
  const ticks = Array.from(
    { length: Math.max(0, Math.floor((max - first) / step + 1e-9)) + 1 },
    (_, at) => first + at * step,
  );
  return { min, max, ticks, at: (value) => Math.min(1, Math.max(0, (value - min) / (max - min || 1))) };
}

/** A number in as few letters as tell it apart. */
export function brief(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`;
  return String(Number(value.toPrecision(3)));
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}
