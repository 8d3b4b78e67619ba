import { existsSync, rmSync } from "node:fs";
import { writeFileAtomically } from "../state/atomic-file.ts";
import { runningAgent } from "../state/running-process.ts";
import { openStateFolder, stateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";

/** `fleet-agent kill`: the lock file; its text is the reason that decisions and events repeat. */
export function killCommand(given: Given): number {
  const state = openStateFolder(given.stateRoot);
  writeFileAtomically(state.killSwitch, `${given.reason ?? "engaged with fleet-agent kill"}\n`);
  const running = runningAgent(state.pid) !== undefined;
  const then = running
    ? "The agent goes to the safe configuration now"
    : "No agent is running; the next one starts there";
  process.stdout.write(`The kill switch is engaged (${state.killSwitch}). ${then}.\n`);
  return 0;
}

/** `fleet-agent revive`: takes the lock file away. */
export function reviveCommand(given: Given): number {
  const { killSwitch } = stateFolder(given.stateRoot);
  const engaged = existsSync(killSwitch);
  rmSync(killSwitch, { force: true });
  process.stdout.write(engaged ? "The kill switch is released.\n" : "The kill switch of this host was not engaged.\n");
  return 0;
}
