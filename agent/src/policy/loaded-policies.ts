import type { VerifiedPersona } from "@fleet-persona/persona";
import type { PolicyRuntime } from "./policy-runtime.ts";

// Each new session costs some 30 KB that never comes back; a small policy that waits costs less. Large ones are loaded anew.
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** The policies that are loaded: what runs, and the other arms of its experiment, which wait. Each was verified before it is taken. */
export class LoadedPolicies {
  readonly #load: (persona: VerifiedPersona) => PolicyRuntime;
  readonly #loaded = new Map<string, { policy: PolicyRuntime; bytes: number }>();

  constructor(load: (persona: VerifiedPersona) => PolicyRuntime) {
    this.#load = load;
  }

  /** The policy of what was just verified. Throws as `load` does. */
  take(persona: VerifiedPersona): PolicyRuntime {
    const known = this.#loaded.get(persona.digest);
    if (known !== undefined) return known.policy;
    const policy = this.#load(persona);
    this.#loaded.set(persona.digest, { policy, bytes: persona.policy.length });
    return policy;
  }

  /** Releases all but the running one and those of `waiting`, the first of them first, that fit. */
  keepOnly(running: string | undefined, waiting: readonly string[]): void {
    let left = MOST_WAITING_BYTES;
    const stay = new Set(running === undefined ? [] : [running]);
    for (const digest of waiting) {
      const bytes = this.#loaded.get(digest)?.bytes;
      if (bytes === undefined || bytes > left || stay.has(digest)) continue;
      left -= bytes;
      stay.add(digest);
    }
    for (const [digest, { policy }] of this.#loaded) {
      if (stay.has(digest)) continue;
      this.#loaded.delete(digest);
      policy.release();
    }
  }
}
