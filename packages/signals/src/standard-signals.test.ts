import { signalNameSchema } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { intentSignalName, STANDARD_INTENTS } from "./calendar/intents.ts";
import { signalUnit, standardSignal, STANDARD_SIGNALS } from "./standard-signals.ts";

it("STANDARD_SIGNALS holds names that a manifest may use, each once", () => {
  const patterns = STANDARD_SIGNALS.map(({ pattern }) => pattern);
  expect(new Set(patterns).size).toBe(patterns.length);
  for (const pattern of patterns)
    expect(signalNameSchema.safeParse(pattern.replaceAll("*", "some_word")).success, pattern).toBe(true);
});

it.each([
  ["latency_p95", "ms"],
  ["latency_p95.trend", "ms/s"],
  ["latency_p95.forecast_5m", "ms"],
  ["region_share.eu_west", "ratio"],
  ["campaign_starts_in", "s"],
  ["acme/odd_signal", ""],
  ["region_share", ""],
])("signalUnit of %s is %s", (name, unit) => {
  expect(signalUnit(name)).toBe(unit);
});

it("standardSignal knows every standard intent and the family of each kind", () => {
  for (const intent of STANDARD_INTENTS) expect(standardSignal(intentSignalName(intent))?.family).toBe("intent");
  expect(standardSignal("event_rate.checkout")?.family).toBe("behaviour");
  expect(standardSignal("conversion_rate")?.family).toBe("business");
  expect(standardSignal("nobody_knows")).toBeUndefined();
});
