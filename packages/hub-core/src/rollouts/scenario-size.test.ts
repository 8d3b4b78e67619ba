import { describe, expect, it } from "vitest";
import { sampleRolloutTask } from "../testing/sample-rollout.fixture.ts";
import { parseRolloutTask } from "./rollout-task.ts";
import { scenarioSize, sizeOfLearning } from "./scenario-size.ts";

const { task } = sampleRolloutTask;
const withSpread = (more: object) => ({ ...sampleRolloutTask, task: { ...task, spread: { ...task.spread, ...more } } });

describe("scenarioSize", () => {
  it("is the most that a scenario can draw: the highest rate, traces and growth included", () => {
    const size = (more: object) => scenarioSize(parseRolloutTask(withSpread(more)));
    expect(size({})).toEqual({ requests: 60 * 250, steps: 60 });
    expect(size({ scale: { min: 1, max: 2 }, servers: { min: 2, max: 6, sizeSpread: 0 } }).requests).toBe(60 * 250 * 6);
    const points = [
      { t: 0, rate: 1 },
      { t: 9, rate: 1_000 },
    ];
    expect(size({ traces: [{ name: "day", points }] }).requests).toBe(60_000);
    const hasty = { ...sampleRolloutTask, task: { ...task, decisionIntervalS: 0.5 } };
    expect(scenarioSize(parseRolloutTask(hasty)).steps).toBe(120);
  });

  it("counts the traces that a comparison names", () => {
    const points = [
      { t: 0, rate: 10 },
      { t: 9, rate: 2_000 },
    ];
    const scenarios = [{ kind: "trace", name: "friday", points, seconds: 100 }];
    const policies = [{ kind: "baseline", name: "reactive" }];
    const compared = parseRolloutTask({ kind: "run-policies", task, policies, scenarios });
    expect(scenarioSize(compared)).toEqual({ requests: 200_000, steps: 100 });
  });
});

describe("sizeOfLearning", () => {
  it("counts the steps that genomes learn, and the requests of their time", () => {
    expect(sizeOfLearning(parseRolloutTask(sampleRolloutTask))).toEqual({ requests: 0, steps: 0 });
    const taught = parseRolloutTask({
      ...sampleRolloutTask,
      learning: { steps: 1_000, settings: { environments: 4, stepsPerIteration: 64 } },
    });
    expect(sizeOfLearning(taught)).toEqual({ requests: 256_000, steps: 1_024 });
  });
});
