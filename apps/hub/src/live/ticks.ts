const SECOND = 1000;
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600].map((s) => s * SECOND);

/** Round moments in [from, to], as many as fit `width` pixels with `room` pixels each. */
export function timeTicks(from: number, to: number, width: number, room: number): number[] {
  const fewest = ((to - from) * room) / Math.max(width, room);
  const step = TIME_STEPS.find((candidate) => candidate >= fewest) ?? TIME_STEPS.at(-1) ?? SECOND;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** About `count` round values in (0, max]: multiples of 1, 2, 2.5 or 5 times a power of ten. */
export function valueTicks(max: number, count: number): number[] {
  if (!(max > 0)) return [];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? rough;
  const ticks: number[] = [];
  for (let index = 1; index * step <= max * 1.0001; index += 1) ticks.push(Number((index * step).toPrecision(6)));
  return ticks;
}

/** Upper end of a value axis: a little above the highest value, never below `atLeast`. */
export function ceiling(values: Iterable<number | null | undefined>, atLeast: number): number {
  let highest = atLeast;
  for (const value of values)
    if (value !== null && value !== undefined && value * 1.12 > highest) highest = value * 1.12;
  return highest;
}
