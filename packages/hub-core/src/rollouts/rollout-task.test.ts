import { describe, expect, it } from "vitest";
import { HubError } from "../hub-error.ts";
import { sampleRolloutTask } from "../testing/sample-rollout.fixture.ts";
import { parseRolloutTask } from "./rollout-task.ts";

const { task } = sampleRolloutTask;
const withSpread = (more: object) => ({ ...sampleRolloutTask, task: { ...task, spread: { ...task.spread, ...more } } });

describe("parseRolloutTask", () => {
  it("keeps a task as it came, fields of the fleet that it does not know included", () => {
    const fleet = { ...task.spread.fleet, cpu: { kind: "fluid" } };
    expect(parseRolloutTask(withSpread({ fleet }))).toEqual(withSpread({ fleet }));
  });

  it.each([
    ["kind", { ...sampleRolloutTask, kind: "run-code" }],
    ["hidden.0", { ...sampleRolloutTask, hidden: [100_000] }],
    ["task.decisionIntervalS", { ...sampleRolloutTask, task: { ...task, decisionIntervalS: 0 } }],
    ["task.spread.seconds", withSpread({ seconds: 1e9 })],
    ["task.spread.fleet.catalogue.items", withSpread({ fleet: { ...task.spread.fleet, catalogue: { items: 1e9 } } })],
    ["task.spread", withSpread({ code: "() => 1" })],
    ["ends within its warm-up", withSpread({ warmupS: 100 })],
    ["task.spread.calm: min is above max", withSpread({ calm: { min: 9, max: 1 } })],
    ["", null],
  ])("refuses and names %s", (where, value) => {
    const attempt = () => parseRolloutTask(value);
    expect(attempt).toThrow(HubError);
    expect(attempt).toThrow(expect.objectContaining({ code: "refused", detail: "task-refused" }));
    expect(attempt).toThrow(where);
  });

  it("refuses nesting without end before it looks into it", () => {
    const deep: { inner?: unknown } = {};
    let at = deep;
    for (let depth = 0; depth < 100_000; depth += 1) at = at.inner = {} as typeof at;
    expect(() => parseRolloutTask(withSpread({ fleet: { ...task.spread.fleet, deep } }))).toThrow(/depths/);
  });
});
