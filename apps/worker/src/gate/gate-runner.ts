import type { GateResult, GateStep } from "@fleet-persona/hub-core";
import type { BundleFiles } from "@fleet-persona/persona";

/** How far a run is: `done` of `total` parts of its step. */
export type GateRunProgress = { readonly step: GateStep; readonly done: number; readonly total: number };

/** What a run of the gate is given beside the bundle. */
export type GateOptions = {
  /** The publisher's keys, to verify the bundle with. */
  readonly publisherKeys: readonly Uint8Array[];
  /** Aborted when the run has taken too long, or the worker is stopped: it should end then. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: GateRunProgress) => void;
};

/** Judges a bundle. Rejects when it could not: a verdict is never a rejection of the promise. */
export type RunGate = (bundle: BundleFiles, options: GateOptions) => Promise<GateResult>;

/** The gate as this worker runs it. */
export type Gate = {
  readonly run: RunGate;
  /** Of the rules that `run` applies; what was judged by older ones is run again. */
  readonly rulesVersion: number;
};
