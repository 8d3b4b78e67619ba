import { describe, expect, it } from "vitest";
import type { Proposal } from "../proposal.ts";
import { choice, cpuAllocation, inputSignal, loadBalancing, number, policySays } from "../testing/demo-situation.ts";
import { occlusion, type PolicyRow } from "./attribution.ts";

const inputs = [inputSignal("a", 1, true), inputSignal("b", 1, false), inputSignal("c", 1, false)];
const config = { cpu_allocation: 0.1 };
const row = { signals: Float32Array.of(1, 2, 3), present: Float32Array.of(1, 1, 0) };

function attributed(run: (row: PolicyRow) => Proposal, attributes = [cpuAllocation]) {
  return occlusion({ inputs, attributes, config, row, run });
}

describe("occlusion", () => {
  it("says what each input does to a number, with the way it speaks for, and nothing of a missing one", () => {
    const run = ({ signals }: PolicyRow) =>
      policySays({ cpu_allocation: number(0.5 + 0.25 * (signals[0] ?? 0) - 0.0625 * (signals[1] ?? 0)) });
    expect(attributed(run)).toStrictEqual([
      { signal: "a", change: 0.25, toward: 0.25 },
      { signal: "b", change: 0.125, toward: -0.125 },
      { signal: "c", change: 0, toward: 0 },
    ]);
  });

  it("counts a choice by the share that moves, and weighs attributes", () => {
    const run = ({ present }: PolicyRow) =>
      policySays({
        cpu_allocation: number(0.5),
        load_balancing_algorithm: present[0] === 1 ? choice(0.75, 0.25, 0, 0) : choice(0.25, 0.75, 0, 0),
      });
    const [a, b] = attributed(run, [cpuAllocation, loadBalancing]);
    const share = loadBalancing.weight / (loadBalancing.weight + cpuAllocation.weight);
    expect(a).toStrictEqual({ signal: "a", change: 0.5 * share, toward: 0.5 * share });
    expect(b).toStrictEqual({ signal: "b", change: 0, toward: 0 });
  });

  it("masks the value and its presence together and leaves the row as it was", () => {
    const seen: number[][] = [];
    attributed(({ signals, present }) => {
      seen.push([...signals, ...present]);
      return policySays({ cpu_allocation: number(0.5) });
    });
    expect(seen).toStrictEqual([
      [1, 2, 3, 1, 1, 0],
      [0, 2, 3, 0, 1, 0],
      [1, 0, 3, 1, 0, 0],
    ]);
  });

  it("says nothing when the policy says nothing", () => {
    expect(attributed(() => ({ kind: "unavailable", because: "policy-failed" })).map(({ change }) => change)).toEqual([
      0, 0, 0,
    ]);
  });
});
