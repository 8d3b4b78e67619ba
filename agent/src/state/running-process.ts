import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import { readFileIfPresent, writeFileAtomically } from "./atomic-file.ts";

const pidFileSchema = z.strictObject({ pid: z.int().positive(), started: z.string() });

/** The id of the agent that runs on this state folder. A recycled process id does not count as one. */
export function runningAgent(pidFile: string): number | undefined {
  const text = readFileIfPresent(pidFile);
  if (text === undefined) return undefined;
  const parsed = pidFileSchema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  return startMark(parsed.data.pid) === parsed.data.started ? parsed.data.pid : undefined;
}

/** Claims the state folder for this process, or refuses because another agent has it. */
export function claimStateFolder(pidFile: string): Disposable {
  const other = runningAgent(pidFile);
  if (other !== undefined && other !== process.pid) {
    throw new AgentError(
      "already-running",
      `An agent already runs on this state folder (process ${other}): stop it with \`fleet-agent stop\` first.`,
    );
  }
  writeFileAtomically(pidFile, JSON.stringify({ pid: process.pid, started: startMark(process.pid) ?? "" }));
  return { [Symbol.dispose]: () => rmSync(pidFile, { force: true }) };
}

// Field 22 of /proc/PID/stat is the start time; without /proc a living process has to do.
function startMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return process.platform === "linux" ? undefined : aliveMark(pid);
  }
}

function aliveMark(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return "alive";
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
