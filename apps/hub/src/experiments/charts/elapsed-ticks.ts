const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50].map((days) => days * day),
];

export type ElapsedTick = { readonly ms: number; readonly label: string };

/** Round moments in [0, spanMs], as many as fit `width` pixels with `room` each, labelled with what has elapsed: "0", "30 min", "2 h", "3 d". */
export function elapsedTicks(spanMs: number, width: number, room: number): readonly ElapsedTick[] {
  if (!(spanMs > 0)) return [{ ms: 0, label: "0" }];
  const fewest = (spanMs * room) / Math.max(width, room);
  const step = steps.find((each) => each >= fewest) ?? Math.ceil(fewest / (50 * day)) * 50 * day;
  const count = Math.floor(spanMs / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({ ms: index * step, label: shortSpan(index * step) }));
}

function shortSpan(ms: number): string {
  if (ms === 0) return "0";
  // A tick of 36 h or of 90 min is no whole number of the larger unit.
  if (ms > day && ms % (day / 4) === 0) return `${ms / day} d`;
  if (ms > hour && ms % hour !== 0) return `${Math.floor(ms / hour)} h ${(ms % hour) / minute}`;
  for (const [size, unit] of [
    [day, "d"],
    [hour, "h"],
    [minute, "min"],
  ] as const) {
    if (ms % size === 0) return `${ms / size} ${unit}`;
  }
  return `${ms / 1_000} s`;
}
