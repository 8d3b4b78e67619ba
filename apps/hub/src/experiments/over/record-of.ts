import type { ExperimentView } from "@fleet-persona/hub-core";
import type { ShownEffect } from "../effects/effect-record.tsx";

/** What others would see of an experiment: its goal for the arm that did best; null where nothing was compared or no version is named. */
export function recordOf(experiment: ExperimentView): ShownEffect | null {
  const { effect, verdict, armViews, figures, plan, goal, stage, conclusion } = experiment;
  if (conclusion === null || effect === null || verdict === null) return null;
  const arm = armViews.find(({ name }) => name === effect.arm);
  const control = armViews.find(({ isControl }) => isControl);
  if (arm === undefined || arm.personaVersionId === null || control === undefined) return null;
  const comparison = figures?.comparisons.find((each) => each.arm === effect.arm && each.metric === plan.goal);
  return {
    metric: { title: goal.title, unit: goal.unit, better: goal.better },
    verdict: figures?.arms.find((each) => each.arm === effect.arm)?.verdict ?? verdict.verdict,
    absolute: effect.absolute,
    relative: effect.relative,
    comparedWith: control.runs,
    design: plan.design.kind,
    units: comparison === undefined ? 0 : comparison.control.units + comparison.treated.units,
    measuredS: stage?.runningS ?? 0,
    label: "reported by enrolled agents",
  };
}
