import { emptyBucket, fillBucket, type Bucket, type Filling } from "./bucket.ts";
import { check, due, keep, noChecks, type Checks } from "./checks.ts";
import { forecastAll, learnAll, observeAll, restartAll, startEnsemble, type Ensemble } from "./ensemble.ts";
import { HORIZONS, type Horizon } from "./horizon.ts";
import { speak } from "./speaker.ts";

/** A forecast in the unit of the signal. */
export type Forecast = { readonly value: number; readonly standardDeviation: number };

/** What the forecasters of one signal carry, and what they said last; plain JSON. */
export type Outlook = {
  /** Time of the newest sample, ms. */
  readonly at: number;
  readonly filling: Filling;
  readonly bucket: Bucket | null;
  /** Usual seconds between buckets; null before the second. */
  readonly spacing: number | null;
  /** Recent mean square of the change from bucket to bucket. */
  readonly stepSquare: number;
  readonly ensemble: Ensemble;
  /** By horizon. */
  readonly checks: readonly Checks[];
  readonly forecasts: readonly Forecast[];
};

const SPACING_GAIN = 0.1;
const STEP_GAIN = 0.05;
// Closer samples than this are the damped Holt's to extrapolate by a minute.
const DENSE_S = 15;
// A sample older than the newest by less came late; by more, the clock was set back.
const LATE_MS = 60_000;
// Fewer checked errors than this say less about the next than the growth of a random walk does.
const LEAST_ERRORS = 5;

const nothing: Omit<Outlook, "at"> = {
  filling: emptyBucket,
  bucket: null,
  spacing: null,
  stepSquare: 0,
  ensemble: startEnsemble,
  checks: HORIZONS.map(() => noChecks),
  forecasts: [],
};

/** Whether samples come so often that the damped Holt speaks a minute ahead. */
export function isDense({ spacing }: Outlook): boolean {
  return spacing === null || spacing <= DENSE_S;
}

/** Whether a sample at `at` says that the clock was set back since the newest. */
export function wasSetBack(outlook: Outlook, at: number): boolean {
  return at < outlook.at - LATE_MS;
}

/**
 * Takes in a finite value at `at` (ms); one no newer than the newest changes nothing. `minute` is what the damped
 * Holt says a minute ahead: it is checked as spoken where it speaks.
 */
export function observeOutlook(before: Outlook | null, value: number, at: number, minute: () => number): Outlook {
  const outlook = before === null ? { ...nothing, at } : wasSetBack(before, at) ? restarted(before, at) : before;
  if (outlook === before && at <= before.at) return before;
  const { filling, bucket } = fillBucket(outlook.filling, value, at);
  if (bucket === null) return { ...outlook, at, filling };
  return close({ ...outlook, at, filling }, bucket, minute);
}

// What was learnt of the day stays; what was on its way to being checked can no longer be dated.
function restarted(outlook: Outlook, at: number): Outlook {
  const checks = outlook.checks.map((each) => ({ ...each, kept: [] }));
  return { ...outlook, at, filling: emptyBucket, bucket: null, ensemble: restartAll(outlook.ensemble), checks };
}

function close(before: Outlook, bucket: Bucket, minute: () => number): Outlook {
  const paced = { ...before, ...pace(before, bucket), bucket };
  const checked = checkAll(paced, bucket);
  const outlook = { ...checked, ensemble: observeAll(checked.ensemble, bucket) };
  const forecasts: Forecast[] = [];
  const checks = HORIZONS.map((horizon) => {
    const words = forecastAll(outlook.ensemble, horizon);
    const known = outlook.checks[horizon.index] ?? noChecks;
    const value = speak(known.contest, words);
    forecasts.push({ value, standardDeviation: deviation(outlook, known, horizon) });
    const spoken = horizon.name === "1m" && isDense(outlook) ? minute() : value;
    return keep(known, horizon, { at: bucket.at, words, spoken });
  });
  return { ...outlook, checks, forecasts };
}

function pace(before: Outlook, { at, value }: Bucket): Pick<Outlook, "spacing" | "stepSquare"> {
  const { bucket, spacing, stepSquare } = before;
  if (bucket === null) return { spacing, stepSquare };
  const seconds = (at - bucket.at) / 1000;
  const square = (value - bucket.value) ** 2;
  if (spacing === null) return { spacing: seconds, stepSquare: square };
  // A silence is not a slower pace.
  return {
    spacing: spacing + SPACING_GAIN * (Math.min(seconds, 3 * spacing) - spacing),
    stepSquare: stepSquare + STEP_GAIN * (square - stepSquare),
  };
}

function checkAll(outlook: Outlook, bucket: Bucket): Outlook {
  let { ensemble } = outlook;
  const checks = HORIZONS.map((horizon) => {
    const before = outlook.checks[horizon.index] ?? noChecks;
    const { ripe, kept } = due(before, horizon, bucket.at, outlook.spacing ?? 0);
    let checked: Checks = kept.length === before.kept.length ? before : { ...before, kept };
    for (const forecast of ripe) {
      checked = check(checked, forecast, bucket);
      ensemble = learnAll(ensemble, horizon, forecast.words, bucket.value);
    }
    return checked;
  });
  return { ...outlook, ensemble, checks };
}

// From its own recent errors at this horizon, widened while they are few (the variance of a prediction from n normal
// values); before, a random walk's, which grows with time (Hyndman & Athanasopoulos, ch. 5.5).
function deviation({ stepSquare, spacing }: Outlook, { square }: Checks, { seconds }: Horizon): number {
  const { mean, count } = square;
  if (count >= LEAST_ERRORS) return Math.sqrt((mean * (count + 1)) / (count - 1));
  return spacing === null ? 0 : Math.sqrt((stepSquare * seconds) / spacing);
}
