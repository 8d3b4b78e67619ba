import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import { experimentPlanSchema } from "../plan/experiment-plan.ts";
import { draftRun, startRun } from "../runner/commands.ts";
import type { Advanced, Experiment, Facts } from "../runner/experiment.ts";
import { judgedPlan } from "../runner/judged-plan.ts";
import type { GuardrailState, Judgement, VerdictKind } from "../verdict/verdict.ts";

export const start = 1_800_000_000_000;

type Changes = Partial<Omit<ExperimentPlan, "metrics" | "goal" | "guardrails">>;

/** A plan over latency with one guardrail; arms `control` and `two`. */
export function runnerPlan(changes: Changes = {}): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: "Two",
    design: { kind: "hosts" },
    arms: [
      { name: "control", title: "One", treatment: { kind: "as-is" } },
      { name: "two", title: "Two", treatment: { kind: "fallback", fallback: "reactive" } },
    ],
    metrics: [
      {
        name: "latency",
        title: "Latency",
        unit: "ms",
        better: "lower",
        measure: { kind: "mean", signal: "latency_p95" },
      },
    ],
    goal: "latency",
    guardrails: [{ metric: "latency", margin: 0.1, scale: "relative" }],
    minimumEffect: 0.05,
    minS: 60,
    maxS: 3600,
    ramp: [1, 5, 10, 25, 50, 100].map((percent) => ({ percent, leastS: 10 })),
    confirm: false,
    promote: "automatic",
    ...changes,
  });
}

export function hostsNamed(count: number): Facts["hosts"] {
  return Array.from({ length: count }, (_, index) => ({ hostId: `host-${index}`, name: `web-${index}` }));
}

/** A started experiment on so many hosts. */
export function started(plan: ExperimentPlan, count: number): Advanced {
  const draft: Experiment = { seed: "seed", plan, run: draftRun(plan), hosts: {} };
  const begun = startRun(draft, { hosts: hostsNamed(count), now: start });
  if (begun === null) throw new TypeError("No step of the ramp treats anybody.");
  return begun;
}

/** A judgement that says of every arm the same. */
export function says(
  experiment: Experiment,
  verdict: VerdictKind,
  guardrail: GuardrailState["state"] = "holds",
): Judgement {
  const [, ...others] = judgedPlan(experiment).arms;
  const arms = others.map(({ name }) => ({ arm: name, verdict, sentence: `${name} is ${verdict}.` }));
  const overall = arms[0] ?? { arm: "control", verdict: "no-data", sentence: "There is nothing." };
  const guardrails = others.map(({ name }) => ({
    metric: "latency",
    arm: name,
    state: guardrail,
    worse: null,
    margin: 0.1,
    sentence: `Latency of ${name} is ${guardrail}.`,
  }));
  return { overall, arms, comparisons: [], guardrails, faults: [], sampleRatioP: 1 };
}

/** Facts in which nothing happens. */
export function quiet(now: number, hosts: Facts["hosts"], judgement: Judgement | null = null): Facts {
  return { now, hosts, held: null, withdrawn: null, judgement, lastFrameAt: now };
}
