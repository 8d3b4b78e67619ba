import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../persona/main.ts", import.meta.url));

export type Run = { readonly code: number; readonly out: string; readonly err: string };

/** `persona` as a process of its own, without a terminal. */
export function startPersona(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

/** The same, run to its end. */
export async function persona(...args: readonly string[]): Promise<Run> {
  const child = startPersona(args);
  const [out, err, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, "exit")]);
  return { code: code as number, out, err };
}

/** Makes a template's project small enough to train within a test. */
export function shrink(folder: string): void {
  const path = join(folder, "persona.yaml");
  const small = readFileSync(path, "utf8")
    .replace("seconds: 180", "seconds: 30")
    .replace("warmup_s: 10 ", "warmup_s: 5 ")
    .replace("hidden: [64, 64]", "hidden: [16]")
    .replace("episodes: 40, rounds: 2, epochs: 60", "episodes: 6, rounds: 1, epochs: 5")
    .replace("population: 16, generations: 10, episodes: 6", "population: 4, generations: 2, episodes: 1")
    .replace(/^ {2}# ppo:.*$/m, "  ppo: { stepsPerIteration: 16, epochs: 2, checkpointEvery: 128 }")
    .replace(/^ {2}# dqn:.*$/m, "  dqn: { learningStarts: 128, stepsPerIteration: 64, updates: 4 }");
  writeFileSync(path, small);
}
