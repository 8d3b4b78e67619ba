import { describe, expect, test } from "vitest";
import { evaluateAll } from "./evaluate-trace.ts";
import { findTraces, tracesFolder } from "./find-traces.ts";
import { forecastResults } from "./forecast-bench.ts";
import { generateTraces } from "./generate-traces.ts";
import type { Trace } from "./trace.ts";

function expectPromises(traces: readonly Trace[]): void {
  const results = forecastResults(evaluateAll(traces));
  const missed = results.filter(({ met }) => met === false);
  expect(missed).toStrictEqual([]);
  expect(results.filter(({ met }) => met === true)).toHaveLength(2);
}

const folder = tracesFolder();
if (folder === null)
  process.stderr.write("Skipped: no recorded traces; set FLEET_PERSONA_TRACES to a folder of them.\n");

describe("deriveSignals", () => {
  test("deriveSignals keeps its promises against persistence on generated traces", () => {
    expectPromises(generateTraces());
  });

  test.skipIf(folder === null)("deriveSignals keeps its promises against persistence on recorded traces", () => {
    expectPromises(findTraces(folder ?? ""));
  });
});
