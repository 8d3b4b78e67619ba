import { describe, expect, it } from "vitest";
import { initialMemory } from "./memory.ts";
import { step } from "./step.ts";
import {
  choice,
  cpuAllocation,
  demoSituation,
  inputSignal,
  loadBalancing,
  maxConnections,
  NOW,
  number,
  observed,
  policySays,
} from "./testing/demo-situation.ts";

describe("step", () => {
  it("costs well under 100 µs with 40 signals and 8 attributes", () => {
    const names = Array.from({ length: 40 }, (_, index) => `signal_${index}${index % 2 === 0 ? "" : ".forecast_1m"}`);
    const attributes = Array.from({ length: 8 }, (_, index) => {
      const shape = [cpuAllocation, maxConnections, loadBalancing][index % 3] ?? cpuAllocation;
      return { ...shape, name: `attribute_${index}` };
    });
    const weights = attributes.map(({ name, kind }) => [
      name,
      kind === "categorical" ? choice(0.1, 0.2, 0.6, 0.1) : number(0.7),
    ]);
    const config = Object.fromEntries(attributes.map(({ name, default: value }) => [name, value]));
    const proposal = policySays(Object.fromEntries(weights));
    const inputs = names.map((name) => inputSignal(name, 100, true));
    const settings = { attributes, inputs };
    let memory = initialMemory();
    const times: number[] = [];
    for (let index = 0; index < 5000; index += 1) {
      const now = NOW + index * 1000;
      const signals = observed(Object.fromEntries(names.map((name) => [name, 100])), now);
      const situation = demoSituation({ now, signals, config, proposal, settings });
      const start = performance.now();
      memory = step(memory, situation).memory;
      times.push(performance.now() - start);
    }
    // The median, so that a busy machine does not fail the test.
    const median = times.toSorted((a, b) => a - b)[times.length / 2] ?? Number.POSITIVE_INFINITY;
    expect(median * 1000).toBeLessThan(100);
  });
});
