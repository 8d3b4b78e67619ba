import { tellGateProgress } from "@fleet-persona/hub-core";
import type { Deps, GateRunKey } from "@fleet-persona/hub-core";
import type { GateRunProgress } from "./gate-runner.ts";

/** Disposing waits for the last write. */
type ProgressTeller = AsyncDisposable & { readonly tell: (progress: GateRunProgress) => void };

/**
 * Keeps how far a run is where its author reads it: one write at a time, and of what came meanwhile only the newest. A write that fails
 * is nobody's loss.
 */
export function tellProgress(hub: Deps, key: GateRunKey): ProgressTeller {
  let newest: GateRunProgress | null = null;
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    while (newest !== null) {
      const progress = newest;
      newest = null;
      await tellGateProgress(hub, key, progress).catch(() => {});
    }
    writing = null;
  };
  return {
    tell: (progress) => {
      newest = progress;
      writing ??= write();
    },
    [Symbol.asyncDispose]: async () => {
      await writing;
    },
  };
}
