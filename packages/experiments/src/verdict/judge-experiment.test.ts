import { expect, it } from "vitest";
import { judgeExperiment } from "./judge-experiment.ts";
import { lookOf, planOf, unitsOf } from "../testing/small-experiment.ts";

it("judgeExperiment calls a clear gain better", () => {
  const look = lookOf([...unitsOf("control", 20, 100, 3), ...unitsOf("treated", 20, 80, 3)]);
  const judgement = judgeExperiment(planOf(), look);
  expect(judgement.overall.verdict).toBe("better");
  expect(judgement.overall.sentence).toMatch(/^Latency is 20 % lower on Treated than on the control/);
});

it("judgeExperiment calls a clear loss worse, also before the least run time", () => {
  const look = lookOf([...unitsOf("control", 20, 100, 3), ...unitsOf("treated", 20, 130, 3)], { elapsedS: 60 });
  expect(judgeExperiment(planOf(), look).overall.verdict).toBe("worse");
});
