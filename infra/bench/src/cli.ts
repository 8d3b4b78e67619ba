import { engineBench } from "./engine-bench.ts";
import { experimentsBench } from "./experiments-bench.ts";
import { fidelityBench } from "./fidelity-bench.ts";
import { forecastBench } from "./forecast/forecast-bench.ts";
import { gateBench } from "./gate-bench.ts";
import { liveBench } from "./live-bench.ts";
import { mainBench } from "./main-bench.ts";
import { moneyBench } from "./money-bench.ts";
import { policyBench } from "./policy/policy-bench.ts";
import { refineBench } from "./refine-bench.ts";
import { renderBench, thisMachine } from "./result.ts";
import type { BenchReport, BenchResult } from "./result.ts";
import { simulatorBench } from "./simulator-bench.ts";
import { storeBench } from "./store-bench.ts";
import { targetsBench } from "./targets-bench.ts";
import { trainingBench } from "./training/training-bench.ts";

/** Every bench of the project: a name and what measures it. Progress goes to standard error, figures to standard output. */
const benches: Readonly<Record<string, (options: readonly string[]) => Promise<readonly BenchResult[]>>> = {
  forecast: forecastBench,
  live: liveBench,
  main: mainBench,
  engine: engineBench,
  experiments: experimentsBench,
  fidelity: fidelityBench,
  gate: gateBench,
  money: moneyBench,
  policy: policyBench,
  refine: refineBench,
  simulator: simulatorBench,
  store: storeBench,
  targets: targetsBench,
  training: trainingBench,
};

const json = process.argv.includes("--json");
const [name, ...options] = process.argv.slice(2).filter((argument) => argument !== "--json" && argument !== "--");
const bench = benches[name ?? ""];
if (name === undefined || bench === undefined) {
  process.stderr.write(
    `pnpm bench NAME [--json] [options]\n\nbenches: ${Object.keys(benches).join(", ")}\nexample: pnpm bench main --seeds 3 --seconds 270 --json\n`,
  );
  process.exitCode = name === undefined || name === "--help" ? 0 : 2;
} else {
  const report: BenchReport = { bench: name, machine: thisMachine(), results: await bench(options) };
  process.stdout.write(`${json ? JSON.stringify(report) : renderBench(report)}\n`);
}
