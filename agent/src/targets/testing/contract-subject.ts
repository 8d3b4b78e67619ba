import type { Target } from "../target.ts";

/** Makes a fault happen, or says in words why this target cannot have it. */
export type Fault = (() => Promise<void>) | { readonly meaningless: string };

/** What can go wrong with the service under a target. Each lasts until `comeBack`. */
export type Faults = {
  /** Every change is refused; whether it can still be read is the target's own affair. */
  readonly refuse: Fault;
  /** Nothing is answered any more, and nothing is closed. */
  readonly hang: Fault;
  /** Replies break off half way. */
  readonly halfReply: Fault;
  /** The service is gone. */
  readonly vanish: Fault;
  /** The service is as it was before the fault, but for what a restart of it forgets. */
  comeBack(): Promise<void>;
};

/** What a target's own test hands to the contract: a service of its own that is up, and the target on it. */
export type ContractSubject = AsyncDisposable & {
  readonly target: Target;
  /** Runs light traffic while `work` does what it does; gives how many requests were sent and how many failed. */
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
  readonly faults?: Faults;
  /** A second target on the same service that knows nothing of the first, as after a crash; closed with the subject. */
  reopen?(): Promise<Target>;
  /** How many random plans are tried; default 12, fewer where a change takes long. */
  readonly randomPlans?: number;
  /** How long any call may take before it must have failed, in ms; default 5,000. */
  readonly limitMs?: number;
};

export type OpenSubject = () => Promise<ContractSubject>;
