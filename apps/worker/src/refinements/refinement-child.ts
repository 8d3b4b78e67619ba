import { checkModel, modelContractOf } from "@fleet-persona/persona";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { serveWork } from "../rollouts/serve-items.ts";
import { runRefinement, type RefinementAnswer, type RefinementWork } from "./run-refinement.ts";

serveWork(async (message): Promise<RefinementAnswer> => {
  const work = message as RefinementWork;
  const { model, manifest } = work.material.parent;
  // What the static check refuses never reaches the runtime.
  const [finding] = checkModel(model, modelContractOf(manifest)).findings;
  if (finding !== undefined) {
    const said = `The parent's model cannot be run: ${finding.message} (${finding.code}).`;
    return { kind: "refused", code: "parent-unreadable", message: said };
  }
  return runRefinement(work, ortRuntime, () => performance.now());
});
