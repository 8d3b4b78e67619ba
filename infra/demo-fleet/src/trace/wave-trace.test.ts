import { expect, test } from "vitest";
import { TRAFFIC } from "../sizing.ts";
import { peakRate, rateAt, traceSeconds } from "./trace.ts";
import { waveTrace } from "./wave-trace.ts";

test("waveTrace swings between ordinary traffic and a campaign's, once every so many seconds", () => {
  const trace = waveTrace({ seconds: 60, everyS: 20 });
  expect(traceSeconds(trace)).toBe(60);
  expect(peakRate(trace)).toBeCloseTo(TRAFFIC.campaign, 6);
  for (const t of [0, 20, 40, 60]) expect(rateAt(trace, t)).toBeCloseTo(TRAFFIC.calm, 6);
  for (const t of [10, 30, 50]) expect(rateAt(trace, t)).toBeCloseTo(TRAFFIC.campaign, 6);
});
