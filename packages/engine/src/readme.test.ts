import { expect, it } from "vitest";
import { changesOf, explain, initialMemory, noControls, parsePolicyOutputs, step } from "./index.ts";
import { calmSignals, cpuAllocation, demoSettings, NOW, observed } from "./testing/demo-situation.ts";

it("step does what the README's example says", () => {
  const attributes = [cpuAllocation];
  const config = { cpu_allocation: 0.175 };
  const settings = { ...demoSettings, attributes };
  const world = { now: NOW, signals: observed(calmSignals), config };
  const situation = { ...world, triggers: [], settings, bounds: {}, controls: noControls };
  const proposal = parsePolicyOutputs(attributes, {
    "weights.cpu_allocation": Float32Array.of(1, 0.05),
    value: Float32Array.of(0),
  });
  const { decision } = step(initialMemory(), { ...situation, proposal });
  const full = 0.175 + 0.2 * 0.1875;
  expect(changesOf(decision)).toStrictEqual([
    {
      attribute: "cpu_allocation",
      from: 0.175,
      to: expect.closeTo(0.175 + decision.confidence.total * (full - 0.175)),
    },
  ]);
  expect(explain(decision, attributes)).toMatch(
    /^Moved cpu_allocation from 0\.175 to 0\.2114 cores because the policy recommends it/,
  );
});
