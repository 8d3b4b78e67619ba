import { existsSync, rmSync } from "node:fs";
import { stateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";

/** `fleet-agent resume`: ends what was paused on this host, a damaged file of pauses included. */
export function resumeCommand(given: Given): number {
  const state = stateFolder(given.stateRoot);
  const paused = existsSync(state.pauses);
  rmSync(state.pauses, { force: true });
  process.stdout.write(paused ? "Nothing is paused by this host any more.\n" : "Nothing was paused by this host.\n");
  return 0;
}
