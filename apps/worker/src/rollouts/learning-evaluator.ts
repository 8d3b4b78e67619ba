import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Evaluator } from "./evaluator.ts";
import { genomeEvaluator } from "./genome-evaluator.ts";
import { policyEvaluator, recordingEvaluator } from "./run-evaluator.ts";

/** Works out every kind of task that the hub takes. */
export const learningEvaluator: Evaluator = (task) => {
  switch (task.kind) {
    case "judge-genomes":
      return genomeEvaluator(ortRuntime, task);
    case "run-policies":
      return policyEvaluator(task);
    case "record-runs":
      return recordingEvaluator(task);
    default:
      return task satisfies never;
  }
};
