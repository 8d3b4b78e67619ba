import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../median.ts";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";

const execute = promisify(execFile);
const agent = fileURLToPath(new URL("../../../../agent", import.meta.url));

type Measured = { installMs: number; installCpuMs: number; loadMs: number[]; loadCpuMs: number; addedMb: number };

/**
 * What the four checks cost a host, bundled and started with the flags that the agent is: `install_check_ms` from an assignment to
 * a verified bundle over loopback, the first in a process (median over `runs` processes); `load_check_ms` at every load after it;
 * both also in CPU time, which other work on the machine does not stretch; `install_check_added_mb` is the resident memory that an
 * install leaves behind in the agent.
 */
export async function installCheckBench(runs = 7): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-trust-"));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const program = await bundled(path.join(folder, "program"));
  const url = await hub(undo);
  const measured: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    const args = [...agentFlags(), program, "measure", path.join(folder, `host-${run}`), url];
    const { stdout } = await execute(process.execPath, args, { env: agentEnvironment() });
    measured.push(JSON.parse(stdout) as Measured);
  }
  return [
    benchResult({
      name: "install_check_ms",
      value: median(measured.map(({ installMs }) => installMs)),
      unit: "ms",
      target: { atMost: 150 },
    }),
    benchResult({
      name: "load_check_ms",
      value: median(measured.flatMap(({ loadMs }) => loadMs)),
      unit: "ms",
      target: { atMost: 30 },
    }),
    benchResult({
      name: "install_check_cpu_ms",
      value: median(measured.map(({ installCpuMs }) => installCpuMs)),
      unit: "ms",
      target: null,
    }),
    benchResult({
      name: "load_check_cpu_ms",
      value: median(measured.map(({ loadCpuMs }) => loadCpuMs)),
      unit: "ms",
      target: null,
    }),
    benchResult({
      name: "install_check_added_mb",
      value: median(measured.map(({ addedMb }) => addedMb)),
      unit: "MB",
      target: null,
    }),
  ];
}

// By the agent's own script, in a process of its own: the bench is no part of it.
async function bundled(folder: string): Promise<string> {
  const script = `const { bundleProgram } = await import(${JSON.stringify(path.join(agent, "release/bundle.ts"))});
    await bundleProgram(${JSON.stringify(path.join(agent, "release/measure-trust.ts"))}, ${JSON.stringify(folder)}, "measure");`;
  await execute(process.execPath, ["--input-type=module", "-e", script]);
  return path.join(folder, "measure.mjs");
}

// The hub seals its own Persona, so it runs from source, where the curves can sign.
async function hub(undo: AsyncDisposableStack): Promise<string> {
  const child = spawn(process.execPath, [path.join(agent, "release/measure-trust.ts"), "serve"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  undo.defer(() => void child.kill());
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return line.toString("utf8").trim();
}

/** The flags of the launcher, so that what is measured is what runs on a host. */
function agentFlags(): readonly string[] {
  const launcher = readFileSync(path.join(agent, "release/launcher.sh"), "utf8");
  return [...launcher.matchAll(/--[a-z-]+(?:=\d+)?/g)].map(([flag]) => flag);
}

function agentEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "", MALLOC_ARENA_MAX: "1", UV_THREADPOOL_SIZE: "2" };
}
