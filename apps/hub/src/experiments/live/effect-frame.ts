import type { ExperimentSeries, ExperimentView } from "@fleet-persona/hub-core";
import type { EffectScale } from "../effect-words.ts";

/** The smallest effect worth finding on a scale: it is declared for the goal, as a share of the control's value; null for others or without that value. */
export function minimumOn(
  { plan, figures }: Pick<ExperimentView, "plan" | "figures">,
  metric: string,
  scale: EffectScale,
): number | null {
  if (metric !== plan.goal) return null;
  if (scale === "relative") return plan.minimumEffect;
  const control = figures?.comparisons.find((comparison) => comparison.metric === metric)?.control.mean;
  return control === undefined || control === 0 ? null : Math.abs(control) * plan.minimumEffect;
}

/** How far the picture goes: to the end, or to the newest figures. ms since 1970. */
export function untilOf(
  { startedAt, endedAt, figures }: Pick<ExperimentView, "startedAt" | "endedAt" | "figures">,
  { points }: Pick<ExperimentSeries, "points">,
): number {
  const newest = Math.max(points.at(-1)?.at ?? 0, figures?.at ?? 0);
  return Math.max((startedAt ?? 0) + 1_000, endedAt === null ? newest : Math.max(newest, endedAt));
}
