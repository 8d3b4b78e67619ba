import { performance } from "node:perf_hooks";
import { runGate } from "@fleet-persona/gate";
import { keyPairFromSeed } from "@fleet-persona/persona";
import { sealReferencePersona } from "@fleet-persona/reference-personas";
import { benchResult, type BenchResult } from "../result.ts";

/** Scenario runs that a whole gate has at least, and the longest it may take with them, s. */
const LEAST_RUNS = 200;
const LONGEST_S = 90;

/**
 * Seconds of one whole gate of the reference Persona `flash-sale`: sandboxes, fuzzing and as many scenario runs as the rules have
 * (`runs`: other ones). The number of runs is beside it, so that nobody is fast by doing less.
 */
export async function gateSeconds(runs?: number): Promise<readonly BenchResult[]> {
  const bundle = await sealReferencePersona("flash-sale", [keyPairFromSeed(new Uint8Array(32).fill(1))]);
  const began = performance.now();
  const { report } = await runGate(bundle, runs === undefined ? {} : { runs });
  const seconds = (performance.now() - began) / 1000;
  const done = (report.behaviour?.scenarios ?? []).reduce((sum, scenario) => sum + scenario.runs, 0);
  return [
    benchResult({ name: "gate_seconds", value: seconds, unit: "s", target: { atMost: LONGEST_S } }),
    benchResult({ name: "gate_scenario_runs", value: done, unit: "runs", target: { atLeast: LEAST_RUNS } }),
    benchResult({ name: "gate_fuzz_cases", value: report.behaviour?.fuzzing.cases ?? 0, unit: "inputs", target: null }),
  ];
}
