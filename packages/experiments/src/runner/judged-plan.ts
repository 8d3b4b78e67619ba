import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Experiment } from "./experiment.ts";
import { armsInIt, controlOf } from "./experiment.ts";

/** The plan as the stage under way is judged by: the arms that are still in it, of a confirmation and a holdout the control and the winner. */
export function judgedPlan(experiment: Experiment): ExperimentPlan {
  const { plan, run } = experiment;
  const { stage } = run;
  const alone = stage?.kind === "confirm" || stage?.kind === "holdout";
  const names = alone ? [controlOf(plan), run.winner] : armsInIt(experiment).map(({ name }) => name);
  return { ...plan, arms: plan.arms.filter(({ name }) => names.includes(name)) };
}
