/** What this package refuses, by literal code. */
export type LearningErrorCode =
  | "model-invalid"
  | "shape-mismatch"
  | "not-differentiable"
  | "not-finite"
  | "dataset-invalid"
  | "dataset-empty"
  | "dataset-mixed"
  | "dataset-repeated"
  | "dataset-without-propensity"
  | "dataset-not-finite"
  | "dataset-gap"
  | "dataset-tampered"
  | "policy-unreadable"
  | "not-started"
  | "task-invalid"
  | "genome-invalid"
  | "variation-invalid"
  | "settings-invalid"
  | "checkpoint-invalid"
  | "checkpoint-foreign"
  | "runtime-output-missing";

/** The one error class of this package; `code` is what callers switch on. */
export class LearningError extends Error {
  readonly code: LearningErrorCode;

  constructor(code: LearningErrorCode, message: string) {
    super(message);
    this.name = "LearningError";
    this.code = code;
  }
}
