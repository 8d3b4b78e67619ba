import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "@fleet-persona/local-stack";
import type { MainJobReport } from "@fleet-persona/local-stack";
import { benchResult, pairedRatio } from "./result.ts";
import type { BenchResult } from "./result.ts";

/** The main job over paired seeds, each in a stack of its own: `--seeds N` (default 4), `--seconds N` per seed (default 300). */
export async function mainBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  return results(await mainJobs(options));
}

/** The reports of those jobs; `--first N` says with which seed to begin. */
export async function mainJobs(options: readonly string[]): Promise<readonly MainJobReport[]> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      seeds: { type: "string", default: "4" },
      seconds: { type: "string", default: "300" },
      first: { type: "string", default: "1" },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "bench-main-"));
  const reports: MainJobReport[] = [];
  try {
    for (let index = 0; index < Number(values.seeds); index += 1) {
      const seed = Number(values.first) + index;
      process.stderr.write(`\nseed ${seed} (${index + 1} of ${values.seeds})\n`);
      reports.push(await oneRun(folder, seed, values.seconds));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return reports;
}

function oneRun(folder: string, seed: number, seconds: string): Promise<MainJobReport> {
  const file = path.join(folder, `seed-${seed}.json`);
  const args = [
    "tooling/bootstrap/start.mjs",
    "--headless",
    "--seconds",
    seconds,
    "--seed",
    String(seed),
    "--experiment",
    "0",
    "--report",
    file,
    "--port",
    "0",
    "--gateway-port",
    "0",
    // Whatever an earlier start left would be measured with it.
    "--state",
    path.join(folder, "state"),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", 2, 2] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(JSON.parse(readFileSync(file, "utf8")) as MainJobReport);
      else reject(new Error(`The main job ended with exit code ${code}; what it said is above.`));
    });
  });
}

function results(reports: readonly MainJobReport[]): readonly BenchResult[] {
  const worst = (pick: (report: MainJobReport) => number): number => Math.max(...reports.map(pick));
  const valid = reports.filter((report) => report.valid);
  const ratio = (
    name: string,
    other: "default" | "reactive",
    pick: "breachSeconds" | "coreSeconds",
    pseudo: number,
  ): BenchResult => {
    const pairs = valid.map(({ arms }) => ({ ours: arms.persona[pick], theirs: arms[other][pick] }));
    return benchResult({ name, unit: "ratio", target: null, ...pairedRatio(pairs, pseudo) });
  };
  // The first start may have built and migrated; the later ones are warm.
  const warm = reports.length > 1 ? reports.slice(1) : reports;
  return [
    benchResult({
      name: "agent_rss_mb",
      value: worst(({ agent }) => agent.rssMb),
      unit: "MB",
      target: { atMost: 110 },
    }),
    benchResult({
      name: "agent_cpu_share",
      value: worst(({ agent }) => agent.cpuShare),
      unit: "cores",
      target: { atMost: 0.02 },
    }),
    benchResult({
      name: "decision_p99_ms",
      value: worst(({ agent }) => agent.decisionP99Ms),
      unit: "ms",
      target: { atMost: 2 },
    }),
    benchResult({
      name: "seconds_to_first_change",
      value: worst((report) => report.secondsToFirstChange),
      unit: "s",
      target: { atMost: 60 },
    }),
    benchResult({
      name: "warm_start_seconds",
      value: Math.max(...warm.map((report) => report.stackStartSeconds)),
      unit: "s",
      target: { atMost: 20 },
    }),
    ratio("breach_vs_default", "default", "breachSeconds", 0.5),
    ratio("cost_vs_default", "default", "coreSeconds", 0),
    ratio("breach_vs_reactive", "reactive", "breachSeconds", 0.5),
    ratio("cost_vs_reactive", "reactive", "coreSeconds", 0),
    benchResult({ name: "hub_ack_p99_ms", value: worst(({ hub }) => hub.ackP99Ms), unit: "ms", target: null }),
    benchResult({ name: "valid_seeds", value: valid.length, unit: `of ${reports.length}`, target: null }),
  ];
}
