export type PowerPoint = { readonly units: number; readonly effect: number };

const count = 48;

/**
 * How the effect that is found falls with the number of units: as one over its root, through the point that was calculated
 * (standard error of a mean of independent units). Reaches far enough to show where the wanted effect would be found.
 */
export function powerCurve(chosen: PowerPoint, wanted: number): readonly PowerPoint[] {
  const needed = unitsFor(chosen, wanted);
  const most = Math.max(chosen.units * 1.5, Math.min(needed * 1.15, chosen.units * 12));
  return Array.from({ length: count }, (_, index) => {
    const units = (most * (index + 1)) / count;
    return { units, effect: chosen.effect * Math.sqrt(chosen.units / units) };
  });
}

/** Units with which the wanted effect is found. */
export function unitsFor({ units, effect }: PowerPoint, wanted: number): number {
  return units * (effect / wanted) ** 2;
}
