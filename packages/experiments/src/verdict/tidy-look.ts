import { addByMetric } from "../observation/metric-totals.ts";
import type { UnitObservation } from "../observation/unit-observation.ts";
import type { Look } from "./look.ts";

/** The look with one observation of each unit and arm: told in parts, a unit must not pass for several. A time that is none is the start. */
export function tidyLook(look: Look): Look {
  const elapsedS = Number.isFinite(look.elapsedS) ? Math.max(0, look.elapsedS) : 0;
  const merged = new Map<string, UnitObservation>();
  for (const seen of look.observations) {
    const key = JSON.stringify([seen.arm, seen.unit]);
    const other = merged.get(key);
    merged.set(key, other === undefined ? seen : { ...other, totals: addByMetric(other.totals, seen.totals) });
  }
  return {
    ...look,
    elapsedS,
    observations: merged.size === look.observations.length ? look.observations : [...merged.values()],
  };
}
