import type { GateResult } from "@fleet-persona/hub-core";
import type { BundleFiles } from "@fleet-persona/persona";

/** What a run of the gate is given beside the bundle. */
export type GateOptions = {
  /** The publisher's keys, to verify the bundle with. */
  readonly publisherKeys: readonly Uint8Array[];
  /** Aborted when the run has taken too long, or the worker is stopped: it should end then. */
  readonly signal: AbortSignal;
};

/** Judges a bundle. Rejects when it could not: a verdict is never a rejection of the promise. */
export type RunGate = (bundle: BundleFiles, options: GateOptions) => Promise<GateResult>;

/** The gate as this worker runs it. */
export type Gate = {
  readonly run: RunGate;
  /** Of the rules that `run` applies; what was judged by older ones is run again. */
  readonly rulesVersion: number;
};
