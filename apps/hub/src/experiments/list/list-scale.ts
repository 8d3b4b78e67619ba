import type { ExperimentListItem } from "@fleet-persona/hub-core";
import type { Interval } from "@fleet-persona/experiments";
import { barScale } from "../charts/bar-scale.ts";
import type { BarScale } from "../charts/bar-scale.ts";
import type { EffectScale } from "../effect-words.ts";

type Listed = Pick<ExperimentListItem, "effect" | "goal">;
export type ListScale = { readonly on: EffectScale; readonly scale: BarScale };

/** One scale for a whole list: in the goal's unit where all share one, else as shares of the control's value. */
export function listScale(items: readonly Listed[]): ListScale {
  const measured = items.filter(({ effect }) => effect !== null);
  const units = new Set(measured.map(({ goal }) => `${goal.name} ${goal.unit}`));
  const on = units.size === 1 && measured.length > 1 ? "absolute" : "relative";
  const intervals = measured.flatMap((item) => intervalOn(item, on) ?? []);
  return { on, scale: barScale(intervals, on === "relative" ? 0.05 : Number.MIN_VALUE) };
}

/** An experiment's effect on that scale; null where it has none there. */
export function intervalOn({ effect }: Pick<Listed, "effect">, on: EffectScale): Interval | null {
  if (effect === null) return null;
  return on === "relative" ? effect.relative : effect.absolute;
}
