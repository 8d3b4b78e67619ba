import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { SandboxLimits } from "./sandbox-limits.ts";

/** How a process is kept to itself on this machine. */
export type Confinement = {
  /** Whether it has a network of its own, with nothing in it. */
  readonly networkIsolated: boolean;
  /** Whether the system holds it to an amount of memory; beside the gate's own watch, which needs a system that tells. */
  readonly memoryLimited: boolean;
  /** What sets limits before it hands over; null where there is none. */
  readonly shell: string | null;
  /** What comes before a program and its arguments; each word of it ends by becoming the next. */
  readonly prefix: readonly string[];
};

const SHELL = "/bin/sh";
const PROBE_MS = 5_000;
// Data, not address space, of which Node takes gigabytes; but room for code (measured: 560 MiB, hardly any of it filled) counts as data.
// So the system's limit is the ceiling over the gate's own watch, which goes by what is really held.
const RESERVED_MB = 640;

/**
 * What this machine lets us do: a network namespace (as root, or in a user namespace), no capabilities, no way to new ones, and death
 * with the parent. Each is tried before it is relied on; what cannot be had is left out and told.
 */
export async function confinementHere(path: string = process.env["PATH"] ?? ""): Promise<Confinement> {
  const shell = isProgram(SHELL) ? SHELL : null;
  const unshare = programOf("unshare", path);
  const setpriv = programOf("setpriv", path);
  const network =
    unshare === null
      ? []
      : await firstThatWorks(
          [],
          [
            [unshare, "-n"],
            [unshare, "-r", "-n"],
          ],
        );
  const privileges =
    setpriv === null
      ? []
      : await firstThatWorks(network, [
          [setpriv, "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--pdeathsig", "KILL"],
          [setpriv, "--no-new-privs", "--pdeathsig", "KILL"],
        ]);
  return {
    networkIsolated: network.length > 0,
    // Elsewhere a limit on data is taken and not kept.
    memoryLimited: shell !== null && process.platform === "linux",
    shell,
    prefix: [...network, ...privileges],
  };
}

/** The command that runs a program under these limits; ulimit is set first, so that nothing runs without. */
export function confinedCommand(
  { prefix, shell }: Confinement,
  { memoryMb, cpuS, openFiles }: SandboxLimits,
  program: readonly string[],
): { readonly file: string; readonly args: readonly string[] } {
  const whole = [...prefix, ...program];
  if (shell === null) return { file: whole[0] ?? "", args: whole.slice(1) };
  const script = [
    `ulimit -d ${(memoryMb + RESERVED_MB) * 1024}`,
    // The soft limit is told by its signal; who ignores that is killed soon after.
    `ulimit -S -t ${cpuS}`,
    `ulimit -H -t ${cpuS + 5}`,
    "ulimit -f 0",
    "ulimit -c 0",
    `ulimit -n ${openFiles}`,
  ].map((line) => `${line} 2>/dev/null || :`);
  // Shells make an environment of their own.
  const handOver = 'unset PWD OLDPWD SHLVL _ 2>/dev/null; exec "$@"';
  return { file: shell, args: ["-c", `${script.join("\n")}\n${handOver}`, "sandbox", ...whole] };
}

async function firstThatWorks(
  before: readonly string[],
  candidates: readonly (readonly string[])[],
): Promise<readonly string[]> {
  for (const candidate of candidates) {
    if (await works([...before, ...candidate, process.execPath, "--version"])) return candidate;
  }
  return [];
}

function works([file = "", ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(file, args, { env: {}, timeout: PROBE_MS }, (error) => resolve(error === null));
  });
}

function programOf(name: string, path: string): string | null {
  const folders = [...path.split(delimiter), "/usr/bin", "/bin"].filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
