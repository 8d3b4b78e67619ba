import type { FleetState } from "@fleet-persona/protocol";
import type { InstallSource } from "../trust/install-source.ts";
import type { PersonaStore } from "./persona-store.ts";

/** Follows what the hub wants, one change at a time, the newest wish only. */
export type Convergence = AsyncDisposable & Readonly<{ want(state: FleetState): void; retry(): void }>;

const RETRY_MS = 5000;

/** `source` is asked for at each attempt: it is undefined while no session is open. */
export function convergence(
  store: PersonaStore,
  source: () => InstallSource | undefined,
  onChange: () => void,
  onError: (error: unknown) => void,
): Convergence {
  let wanted: FleetState | undefined;
  let revision = -1;
  let work: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waiting = false;
  let stopped = false;

  const settle = async (): Promise<void> => {
    while (wanted !== undefined) {
      if (stopped) return;
      const state = wanted;
      wanted = undefined;
      const converged = await store.converge(state.assignment, source() ?? unreachable);
      onChange();
      if (converged !== "try-again" || wanted !== undefined) continue;
      wanted = state;
      waiting = true;
      timer = setTimeout(start, RETRY_MS);
      return;
    }
  };
  const start = (): void => {
    if (stopped || work !== undefined) return;
    clearTimeout(timer);
    waiting = false;
    work = settle()
      .catch(onError)
      .finally(() => {
        work = undefined;
        // A wish that came between the last look and here.
        if (wanted !== undefined && !waiting) start();
      });
  };
  return {
    want: (state) => {
      if (state.revision < revision) return;
      revision = state.revision;
      wanted = state;
      // At once: what people say, a revocation above all, must not wait for a bundle that is being fetched.
      store.hear(state);
      start();
    },
    retry: start,
    [Symbol.asyncDispose]: async () => {
      stopped = true;
      clearTimeout(timer);
      await work;
    },
  };
}

const nobody = (): Promise<never> => Promise.reject(new TypeError("no session with the gateway is open"));
const unreachable: InstallSource = {
  bundleFile: nobody,
  keyrings: nobody,
  attestation: nobody,
  lease: nobody,
  refresh: nobody,
};
