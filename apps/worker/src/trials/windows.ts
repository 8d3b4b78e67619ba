import type { RecordedLoad } from "./recorded-load.ts";
import type { Window } from "./simulate-window.ts";

// A silence that long ends a stretch: nobody knows what went on in it.
const LONGEST_GAP_S = 10;
// Below that a stretch is all warm-up.
const SHORTEST_S = 90;
const DAY_S = 86_400;

/** Seconds in which something was recorded: the steps between moments, silences left out. */
export function recordedSeconds({ t }: RecordedLoad, from = 0, to = t.length - 1): number {
  let seconds = 0;
  for (let moment = from + 1; moment <= to; moment += 1) {
    const step = (t[moment] ?? 0) - (t[moment - 1] ?? 0);
    if (step <= LONGEST_GAP_S) seconds += step;
  }
  return seconds;
}

/** The first moment that is held back: a day before the end, or two thirds of the way where the recording is shorter than two days. */
export function heldBackFrom({ t }: RecordedLoad): number {
  const last = t[t.length - 1] ?? 0;
  const border = last >= 2 * DAY_S ? last - DAY_S : (last * 2) / 3;
  const found = t.findIndex((seconds) => seconds >= border);
  return found < 0 ? t.length : found;
}

/**
 * Stretches of at most `seconds` within [from, to), evenly spread and without a silence, that come to `requests` requests at most
 * in all: what is simulated is bounded by what it costs, however busy the fleet.
 */
export function stretchesIn(
  load: RecordedLoad,
  { from, to }: Window,
  { count, seconds, requests }: { readonly count: number; readonly seconds: number; readonly requests: number },
): readonly Window[] {
  const rate = meanRate(load, from, to);
  const each = Math.min(seconds, requests / count / Math.max(rate, 1));
  const [start, end] = [load.t[from] ?? 0, load.t[to - 1] ?? 0];
  const room = Math.max(0, end - start - each);
  return Array.from({ length: count }, (_, index) => start + (count === 1 ? 0 : (room * index) / (count - 1))).flatMap(
    (at) => stretchAt(load, { from, to }, at, each),
  );
}

function stretchAt({ t }: RecordedLoad, { from, to }: Window, at: number, seconds: number): readonly Window[] {
  let first = from;
  while (first < to && (t[first] ?? 0) < at) first += 1;
  let last = first;
  while (
    last + 1 < to &&
    (t[last + 1] ?? 0) - (t[last] ?? 0) <= LONGEST_GAP_S &&
    (t[last + 1] ?? 0) - (t[first] ?? 0) <= seconds
  )
    last += 1;
  return (t[last] ?? 0) - (t[first] ?? 0) < SHORTEST_S ? [] : [{ from: first, to: last }];
}

function meanRate({ rate }: RecordedLoad, from: number, to: number): number {
  let [sum, seen] = [0, 0];
  for (let moment = from; moment < to; moment += 1) {
    const value = rate[moment] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    seen += 1;
  }
  return seen === 0 ? 0 : sum / seen;
}
