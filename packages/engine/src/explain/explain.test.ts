import { noControls } from "../controls.ts";
import { describe, expect, it } from "vitest";
import { initialMemory } from "../memory.ts";
import { step } from "../step.ts";
import {
  calmSignals,
  choice,
  demoAttributes,
  demoSituation,
  NOW,
  number,
  observed,
  policySays,
} from "../testing/demo-situation.ts";
import { explain } from "./explain.ts";

type Overrides = Parameters<typeof demoSituation>[0];

const say = (overrides: Overrides, memory = initialMemory()) =>
  explain(step(memory, demoSituation(overrides)).decision, demoAttributes);

const wantsMore = policySays({ cpu_allocation: number(1, 0), caching_strategy: choice(0, 0, 0, 1) });

describe("explain", () => {
  it("says what moved, why, and what clipped it", () => {
    expect(say({ proposal: wantsMore })).toBe(
      "Moved cpu_allocation from 0.175 to 0.21 cores and caching_strategy from short to long because the policy recommends it (request_rate 120, latency_p95 60, cpu_utilisation 0.6 and confidence 1); cpu_allocation (0.2875 cores recommended) may move 19 % of its range a step.",
    );
  });

  it("says what it would do in shadow", () => {
    expect(say({ proposal: wantsMore, settings: { mode: "shadow" } })).toMatch(/^Would move cpu_allocation from/);
  });

  it("names the signal that stopped and who decides instead", () => {
    const signals = { ...observed(calmSignals), request_rate: { value: 120, at: NOW - 60_000 } };
    expect(say({ signals })).toBe(
      "Changed nothing because everything is as recommended (the fallback decides because the required signal request_rate has stopped).",
    );
  });

  it("says how long a cooldown still lasts", () => {
    const memory = { ...initialMemory(), changedAt: { cpu_allocation: NOW - 1000 } };
    expect(say({ proposal: policySays({ cpu_allocation: number(1, 0) }) }, memory)).toBe(
      "Changed nothing because the last change is too recent; cpu_allocation (0.2875 cores recommended) is cooling down for another 8 s.",
    );
  });

  it.each([
    [
      "Changed nothing because changes are paused.",
      { controls: { ...noControls, pauses: [{ scope: { kind: "all" as const }, until: null }] } },
    ],
    ["Changed nothing because the mode is off.", { settings: { mode: "off" as const } }],
    ["Changed nothing because there is nothing here it can steer.", { config: {} }],
    ["Changed nothing because everything is as recommended.", {}],
  ])("says %s", (sentence, overrides) => {
    expect(say(overrides)).toBe(sentence);
  });
});
