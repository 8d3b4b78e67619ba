import type { Arm, Design, ExperimentPlan } from "./experiment-plan.ts";

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };
type Judged = Pick<
  ExperimentPlan,
  "design" | "arms" | "metrics" | "goal" | "guardrails" | "minS" | "maxS" | "ramp" | "holdout"
>;

/** What no schema of a single field can see, each with what to do. */
export function planFaults(plan: Judged): readonly Fault[] {
  return [...armFaults(plan.arms), ...metricFaults(plan), ...timeFaults(plan), ...rampFaults(plan.ramp)];
}

function armFaults(arms: readonly Arm[]): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [index, arm] of arms.entries()) {
    const twin = arms.findIndex((other) => other.name === arm.name);
    if (twin < index) faults.push({ path: ["arms", index, "name"], message: `${arm.name} is there twice; rename one` });
  }
  return faults;
}

function metricFaults({ metrics, goal, guardrails }: Judged): readonly Fault[] {
  const names = metrics.map(({ name }) => name);
  const faults: Fault[] = [];
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      faults.push({ path: ["metrics", index, "name"], message: `${name} is there twice; rename one` });
  if (!names.includes(goal))
    faults.push({ path: ["goal"], message: `${goal} is none of the metrics; name one of them` });
  for (const [index, { metric }] of guardrails.entries())
    if (!names.includes(metric))
      faults.push({
        path: ["guardrails", index, "metric"],
        message: `${metric} is none of the metrics; name one of them`,
      });
  return faults;
}

function timeFaults({ minS, maxS, design }: Judged): readonly Fault[] {
  const faults: Fault[] = [];
  if (maxS < minS) faults.push({ path: ["maxS"], message: "must not be shorter than the minimum run time" });
  faults.push(...blockFaults(design, maxS));
  return faults;
}

function blockFaults(design: Design, maxS: number): readonly Fault[] {
  if (design.kind !== "switchback") return [];
  const faults: Fault[] = [];
  if (design.washOutS >= design.blockS)
    faults.push({ path: ["design", "washOutS"], message: "must leave something of each block to measure" });
  if (maxS < 4 * design.blockS)
    faults.push({ path: ["maxS"], message: "must hold four blocks at least: two of each arm" });
  return faults;
}

function rampFaults(ramp: Judged["ramp"]): readonly Fault[] {
  return ramp.flatMap(({ percent }, index) => {
    const before = ramp[index - 1];
    return before !== undefined && percent <= before.percent
      ? [{ path: ["ramp", index, "percent"], message: "must rise from step to step" }]
      : [];
  });
}
