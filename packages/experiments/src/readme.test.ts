import { expect, it } from "vitest";
import {
  armOfHost,
  describeJudgement,
  experimentPlanSchema,
  judgeExperiment,
  measureFrames,
  sharesAt,
} from "./index.ts";

it("judgeExperiment does what the README's example says", () => {
  const plan = experimentPlanSchema.parse({
    name: "Hold instead of react",
    design: { kind: "hosts" },
    arms: [
      { name: "control", title: "As it is", treatment: { kind: "as-is" } },
      { name: "hold", title: "Hold", treatment: { kind: "fallback", fallback: "hold" } },
    ],
    metrics: [
      {
        name: "p95",
        title: "p95 latency",
        unit: "ms",
        better: "lower",
        measure: { kind: "mean", signal: "latency_p95" },
      },
    ],
    goal: "p95",
    guardrails: [{ metric: "p95", margin: 0.1, scale: "relative" }],
    minimumEffect: 0.05,
    minS: 600,
    maxS: 7200,
    ramp: [{ percent: 100, leastS: 600 }],
  });
  const hosts = Array.from({ length: 40 }, (_, host) => `host-${host}`);
  const observations = hosts.map((unit, host) => {
    const arm = armOfHost("experiment-1", unit, 100, plan.arms);
    const p95 = [0, 1, 2].map((frame) => (arm === "hold" ? 150 : 120) + (host % 7) + frame);
    const totals = measureFrames(plan.metrics, { length: 3, column: (name) => (name === "latency_p95" ? p95 : null) });
    return { unit, arm, cluster: null, totals };
  });
  const enrolled = Object.groupBy(observations, ({ arm }) => arm);
  const judgement = judgeExperiment(plan, {
    observations,
    enrolled: { control: enrolled["control"]?.length ?? 0, hold: enrolled["hold"]?.length ?? 0 },
    shares: sharesAt(100, plan.arms),
    elapsedS: 900,
    multiplyExposed: [],
    stopped: [],
    clocksApart: [],
    aa: false,
  });
  expect(judgement.overall.verdict).toBe("worse");
  expect(describeJudgement(plan, judgement, 900)).toMatch(
    /^Hold ran beside As it is for 15 min, compared over 40 hosts\. p95 latency is 2\d(\.\d)? % worse on Hold/,
  );
});
