import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { LOG_FORMATS, type LogFormatName } from "./log-lines.ts";
import { benchResult } from "./result.ts";
import type { BenchResult } from "./result.ts";

const REQUIRED = 200_000;
// JSON is printed: most of its time is the engine's own parser.
const PROMISED: ReadonlySet<LogFormatName> = new Set(["haproxy", "httplog", "common"]);

type Run = { lines: number; refused: number; summed: number; cpuSeconds: number };

/**
 * Lines a second of CPU time, from a file on disk to signals (cut, parsed, counted into the window, summed up once a second
 * of the service), in a process with the flags that the agent is started with. `log_lines_per_second` is the required
 * row: the project's own HAProxy format. `--rounds` times `--lines` lines a format, the best of `--repeat` runs.
 */
export function logLinesBench(options: readonly string[]): Promise<BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      rounds: { type: "string", default: "5" },
      lines: { type: "string", default: "100000" },
      repeat: { type: "string", default: "3" },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "bench-log-"));
  const results: BenchResult[] = [];
  try {
    for (const name of Object.keys(LOG_FORMATS) as LogFormatName[]) {
      const file = writeLog(folder, name, Number(values.lines));
      const runs = Array.from({ length: Number(values.repeat) }, () => run(name, file, values.rounds, agentFlags()));
      results.push(row(name === "haproxy" ? "" : `_${name}`, runs, PROMISED.has(name)));
      if (name === "haproxy") results.push(row("_haproxy_optimised", [run(name, file, values.rounds, [])], false));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Promise.resolve(results);
}

function row(suffix: string, runs: readonly Run[], promised: boolean): BenchResult {
  const rates = runs.map(({ lines, cpuSeconds }) => lines / cpuSeconds);
  return benchResult({
    name: `log_lines_per_second${suffix}`,
    value: Math.max(...rates),
    unit: "1/s",
    target: promised ? { atLeast: REQUIRED } : null,
    low: Math.min(...rates),
    high: Math.max(...rates),
  });
}

function run(name: string, file: string, rounds: string, flags: readonly string[]): Run {
  const script = path.join(import.meta.dirname, "log-lines-run.ts");
  const output = execFileSync(process.execPath, [...flags, "--no-warnings", script, name, file, rounds], {
    encoding: "utf8",
  });
  const measured = JSON.parse(output) as Run;
  if (measured.refused > 0 || measured.summed === 0)
    throw new RangeError(`${name}: ${measured.refused} lines were refused, ${measured.summed} seconds were summed up`);
  return measured;
}

function writeLog(folder: string, name: LogFormatName, lines: number): string {
  const file = path.join(folder, `${name}.log`);
  const { line } = LOG_FORMATS[name];
  writeFileSync(file, Array.from({ length: lines }, (_, index) => `${line(index)}\n`).join(""));
  return file;
}

/** The flags of V8 that the agent's own launcher gives: without its optimising compilers everything is slower. */
function agentFlags(): readonly string[] {
  const launcher = readFileSync(path.resolve(import.meta.dirname, "../../../agent/release/launcher.sh"), "utf8");
  const flags: readonly string[] =
    launcher.match(/--(?:no-opt|no-maglev|max-semi-space-size=\d+|max-old-space-size=\d+)(?= )/g) ?? [];
  if (!flags.includes("--no-opt")) throw new RangeError("the launcher's flags were not found: correct this bench");
  return flags;
}
