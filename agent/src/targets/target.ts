import type { Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";

/** What one attribute may take on this target, whatever a Persona or a tenant would like; the same shape as the engine's bounds. */
export type SteerableAttribute = { readonly name: string } & (
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "choices"; readonly allowed: readonly (string | boolean)[] }
);

/** `cannot` holds one sentence for each attribute that a person would expect here and that this host does not offer. */
export type TargetDescription = {
  readonly name: string;
  readonly version: string;
  readonly attributes: readonly SteerableAttribute[];
  readonly cannot: readonly string[];
};

/** Puts back what the step found. Safe to call more than once. Rejects with a `TargetError` when it cannot. */
export type Undo = () => Promise<void>;

/** One change of one attribute. `apply` reads back what it wrote and rejects, with nothing half done, when it did not take. */
export type Step = { readonly attribute: string; readonly summary: string; apply(): Promise<Undo> };

/**
 * Something that runs a service and can be observed and changed.
 * `observe` gives the signals it knows (what it does not know is absent, never zero), `read` the configuration in force,
 * `plan` the steps from there to the wanted values; names that the target cannot steer are refused with `not-steerable`.
 * Every method rejects with a `TargetError`, and may be tried again after one.
 */
export interface Target {
  readonly name: string;
  describe(): Promise<TargetDescription>;
  /** `now` in milliseconds since the epoch. */
  observe(now: number): Promise<Signals>;
  read(): Promise<Configuration>;
  plan(to: Configuration): Promise<readonly Step[]>;
  close(): Promise<void>;
}
