import { setTimeout as sleep } from "node:timers/promises";
import { AgentError } from "../agent-error.ts";
import { runningAgent } from "../state/running-process.ts";
import { stateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";

const PATIENCE_MS = 15_000;

/** `fleet-agent stop`: asks, waits, and never kills: an apply under way gets its time. */
export async function stopCommand(given: Given): Promise<number> {
  const { pid: pidFile, root } = stateFolder(given.stateRoot);
  const pid = runningAgent(pidFile);
  if (pid === undefined) throw new AgentError("not-running", `No agent runs on ${root}: nothing to stop.`);
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    if (runningAgent(pidFile) === undefined) return 0;
    await sleep(100);
  }
  throw new AgentError(
    "already-running",
    `The agent (process ${pid}) is still stopping after ${PATIENCE_MS / 1000} s: look at its log.`,
  );
}
