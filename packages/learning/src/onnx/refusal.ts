import { LearningError } from "../errors.ts";

/** The refusal of a model, by the one code this reader has. */
export function refusal(message: string): LearningError {
  return new LearningError("model-invalid", message);
}
