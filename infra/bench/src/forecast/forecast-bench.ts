import { parseArgs } from "node:util";
import { HORIZONS } from "@fleet-persona/engine";
import { benchResult, type BenchResult } from "../result.ts";
import { evaluateAll, type Evaluated, type Evaluation } from "./evaluate-trace.ts";
import { findTraces, tracesFolder } from "./find-traces.ts";
import { forecastCost } from "./forecast-cost.ts";
import { generateTraces } from "./generate-traces.ts";
import { renderEvaluations } from "./render-evaluations.ts";
import { median } from "../median.ts";

/** Forecasts over recorded traces, or generated ones where there are none: `--traces DIR`. */
export function forecastBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({ args: [...options], options: { traces: { type: "string" } } });
  const folder = values.traces ?? tracesFolder();
  if (folder === null)
    process.stderr.write("No recorded traces (--traces DIR or FLEET_PERSONA_TRACES); using generated ones.\n");
  const evaluated = evaluateAll(folder === null ? generateTraces() : findTraces(folder));
  process.stderr.write(`${renderEvaluations(evaluated)}\n\n`);
  return Promise.resolve([...forecastResults(evaluated), ...forecastCost()]);
}

/** The figures over all traces: medians and the worst of WAPE against persistence, and the cover of the deviations. */
export function forecastResults(evaluated: readonly Evaluated[]): readonly BenchResult[] {
  const at = (name: string): readonly Evaluation[] =>
    evaluated.flatMap(({ horizons }) => horizons.filter(({ horizon }) => horizon === name));
  const ratios = (name: string) => at(name).map(({ ratio }) => ratio);
  const others = HORIZONS.map(({ name }) => name).filter((name) => name !== "15m" && at(name).length > 0);
  const plain = (name: string, value: number) => benchResult({ name, value, unit: "ratio", target: null });
  return [
    benchResult({
      name: "forecast_wape_vs_persistence",
      value: median(ratios("15m")),
      unit: "ratio",
      target: { atMost: 0.95 },
    }),
    benchResult({
      name: "forecast_worst_vs_persistence_15m",
      value: Math.max(...ratios("15m")),
      unit: "ratio",
      target: { atMost: 1.05 },
    }),
    ...others.flatMap((name) => [
      plain(`forecast_wape_vs_persistence_${name}`, median(ratios(name))),
      plain(`forecast_worst_vs_persistence_${name}`, Math.max(...ratios(name))),
    ]),
    plain("forecast_covered_by_1_28_deviations_15m", median(at("15m").map(({ covered }) => covered))),
    benchResult({ name: "forecast_traces", value: at("15m").length, unit: "traces", target: null }),
  ];
}
