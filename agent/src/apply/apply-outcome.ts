import type { Configuration } from "@fleet-persona/persona";

/** What became of a decision to change something. `failed` alone leaves the target in an unknown state. */
export type ApplyOutcome =
  | { kind: "applied"; steps: readonly string[]; readBack: Configuration }
  | { kind: "undone"; because: ApplyFailure; step: string | null; message: string }
  | { kind: "failed"; because: ApplyFailure; step: string | null; message: string; undo: string }
  | { kind: "skipped"; because: SkipReason; message: string };

/** Why an apply was turned back. */
export type ApplyFailure =
  | "step-failed"
  | "step-timed-out"
  | "read-back-failed"
  | "read-back-differs"
  | "interrupted-by-crash";

/** Why nothing was tried. */
export type SkipReason = "configuration-moved" | "read-failed" | "plan-failed" | "out-of-bounds" | "nothing-to-do";
