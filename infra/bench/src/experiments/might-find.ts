import type { UnitObservation } from "@fleet-persona/experiments";

// No bound over many looks, not on one side either, is ever below 2.8, and none takes a smaller error than Welch's.
const LEAST_SCORE = 2.5;

/** Whether a look at plain means of hosts is worth a verdict: spares benches the nine looks of ten that cannot find anything. */
export function mightFind(observations: readonly UnitObservation[]): boolean {
  const [control, treated] = ["control", "treated"].map((arm) =>
    spreadOf(observations.filter((seen) => seen.arm === arm)),
  );
  if (control === undefined || treated === undefined) return true;
  return Math.abs(treated.mean - control.mean) > LEAST_SCORE * Math.sqrt(control.error + treated.error);
}

function spreadOf(units: readonly UnitObservation[]): { mean: number; error: number } {
  const values = units.map(({ totals }) => (totals["figure"]?.sum ?? 0) / (totals["figure"]?.weight ?? 1));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: squares / (values.length - 1) / values.length };
}
