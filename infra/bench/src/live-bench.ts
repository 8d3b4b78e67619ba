import type { MainJobReport } from "@fleet-persona/local-stack";
import { mainJobs } from "./main-bench.ts";
import { benchResult, pairedRatio } from "./result.ts";
import type { BenchResult, Target } from "./result.ts";

/** The reference Persona against the reactive rule on the live HAProxy fleet, paired seeds; options as for `main`. */
export async function liveBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  return liveResults(await mainJobs(options));
}

/** What is promised is the upper bound of the 95 % interval, not the ratio: luck must not meet it. */
export function liveResults(reports: readonly Pick<MainJobReport, "valid" | "arms">[]): readonly BenchResult[] {
  const valid = reports.filter((report) => report.valid);
  const ratio = (name: string, pick: "breachSeconds" | "coreSeconds", pseudo: number, target: Target): BenchResult => {
    const pairs = valid.map(({ arms }) => ({ ours: arms.persona[pick], theirs: arms.reactive[pick] }));
    const { value, low, high } = pairedRatio(pairs, pseudo);
    const judged = benchResult({ name, unit: "ratio, upper 95 % bound", target, value: high });
    return { ...judged, value, low, high };
  };
  return [
    ratio("live_breach_vs_reactive", "breachSeconds", 0.5, { below: 1 }),
    ratio("live_cost_vs_reactive", "coreSeconds", 0, { atMost: 1 }),
    benchResult({ name: "valid_seeds", value: valid.length, unit: `of ${reports.length}`, target: null }),
  ];
}
