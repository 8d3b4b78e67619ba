/** One stretch in which a unit was seen under an arm, in ms; `until` excluded. */
export type Exposure = { readonly unit: string; readonly arm: string; readonly from: number; readonly until: number };

/**
 * The log of exposures with stretches that touch or overlap joined, by unit and time. Adding what is already there changes nothing, so it may be
 * told twice and in any order.
 */
export function logExposures(log: readonly Exposure[], seen: readonly Exposure[]): readonly Exposure[] {
  const joined: Exposure[] = [];
  const all = [...log, ...seen].filter(({ from, until }) => until > from);
  for (const next of all.toSorted(byUnitArmAndTime)) {
    const last = joined.at(-1);
    if (last !== undefined && last.unit === next.unit && last.arm === next.arm && next.from <= last.until)
      joined[joined.length - 1] = { ...last, until: Math.max(last.until, next.until) };
    else joined.push(next);
  }
  return joined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byUnitArmAndTime = (a: Exposure, b: Exposure): number =>
  compare(a.unit, b.unit) || compare(a.arm, b.arm) || a.from - b.from;

/**
 * Units seen under more than one arm in a period (ms, `until` excluded) in which they belong to one: the `multiplyExposed` of a look. Going up a ramp
 * from the control is no fault: ask for the time since the step.
 */
export function multiplyExposed(
  log: readonly Exposure[],
  period: { readonly from: number; readonly until: number },
): readonly string[] {
  const within = log.filter(({ from, until }) => from < period.until && until > period.from);
  return [...Map.groupBy(within, ({ unit }) => unit)]
    .filter(([, own]) => new Set(own.map(({ arm }) => arm)).size > 1)
    .map(([unit]) => unit);
}

/** The stretch before anything differed that is each unit's own baseline, in ms; null where the plan has none. */
export function prePeriod(
  { preS }: { readonly preS: number },
  startedAt: number,
): { readonly from: number; readonly until: number } | null {
  return preS > 0 ? { from: startedAt - preS * 1000, until: startedAt } : null;
}
