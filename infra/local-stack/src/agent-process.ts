import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { setPriority } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { StackError } from "./stack-error.ts";
import { projectRoot } from "./state-folder.ts";
import { startProcess } from "./supervised-process.ts";
import type { SupervisedProcess } from "./supervised-process.ts";

const execute = promisify(execFile);
const launcher = path.join(projectRoot, `agent/dist/fleet-agent-${process.platform}-${process.arch}/bin/fleet-agent`);

const statusSchema = z.object({
  connected: z.boolean(),
  decisions: z.object({ taken: z.number(), held: z.number(), applied: z.number(), undone: z.number() }),
  decisionLatencyMs: z.object({ p99: z.number() }),
  rssMb: z.number(),
  cpuShare: z.number(),
});

/** What the main job reads of `fleet-agent status --json`. */
export type AgentStatus = z.infer<typeof statusSchema>;

export type LocalAgent = AsyncDisposable & {
  readonly process: SupervisedProcess;
  status(): Promise<AgentStatus | null>;
};

/** Enrols (with a fresh folder and a one-time token) and runs an agent, with the same commands a person would type. */
export async function startAgent(options: {
  folder: string;
  logs: string;
  gatewayUrl: string;
  token: string;
  targetFile: string;
}): Promise<LocalAgent> {
  mkdirSync(options.folder, { recursive: true });
  const state = ["--state", options.folder];
  try {
    await execute(launcher, [
      "enrol",
      "--gateway",
      options.gatewayUrl,
      "--token",
      options.token,
      "--targets",
      options.targetFile,
      ...state,
    ]);
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new StackError("process-died", `The agent could not enrol: ${words}`);
  }
  const agent = startProcess({
    name: "agent",
    command: launcher,
    args: ["run", ...state],
    cwd: options.folder,
    env: {},
    logFolder: options.logs,
  });
  preferAs(agent.pid);
  return {
    process: agent,
    async status() {
      try {
        const { stdout } = await execute(launcher, ["status", "--json", ...state]);
        return statusSchema.parse(JSON.parse(stdout));
      } catch {
        return null;
      }
    },
    [Symbol.asyncDispose]: () => agent.stop(),
  };
}

// HAProxy and the load generator of the demo fleet run at this priority where the machine allows it: two full cores
// must not decide how fast the agent is.
function preferAs(pid: number): void {
  try {
    setPriority(pid, -15);
  } catch {
    // Not root: everything runs at the same priority then.
  }
}

/** Asks again every half second until `probe` gives something; a `StackError` with `what` when the time is up. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const seen = await probe();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    await sleep(500);
  }
  throw new StackError(
    "not-ready",
    `${what} did not happen within ${Math.round(timeoutMs / 1000)} s; the logs folder says why.`,
  );
}
