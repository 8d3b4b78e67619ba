import { expect, it } from "vitest";
import { liveResults } from "./live-bench.ts";

const arm = (breachSeconds: number, coreSeconds: number) =>
  ({ breachSeconds, coreSeconds }) as Parameters<typeof liveResults>[0][number]["arms"]["persona"];
const report = (persona: [number, number], reactive: [number, number], valid = true) => ({
  valid,
  arms: { persona: arm(...persona), reactive: arm(...reactive), default: arm(20, 30) },
});
const named = (results: ReturnType<typeof liveResults>, name: string) => results.find((row) => row.name === name);

it("liveResults meets its target only when the whole interval does", () => {
  const steady = liveResults([report([1, 33], [6, 41]), report([0, 34], [5, 42]), report([1, 33], [7, 41])]);
  expect(named(steady, "live_breach_vs_reactive")).toMatchObject({ met: true, target: "< 1" });
  expect(named(steady, "live_cost_vs_reactive")).toMatchObject({ met: true });
  const lucky = liveResults([report([1, 30], [6, 41]), report([6, 50], [5, 42]), report([1, 33], [7, 41])]);
  expect(named(lucky, "live_breach_vs_reactive")).toMatchObject({ met: false });
  expect(named(lucky, "live_cost_vs_reactive")).toMatchObject({ met: false });
  expect(named(lucky, "live_cost_vs_reactive")?.value).toBeLessThan(1);
});

it("liveResults counts no seed that tells nothing", () => {
  const results = liveResults([report([1, 33], [6, 41]), report([9, 90], [1, 10], false)]);
  expect(named(results, "valid_seeds")?.value).toBe(1);
  expect(named(results, "live_breach_vs_reactive")).toMatchObject({ met: false });
});
