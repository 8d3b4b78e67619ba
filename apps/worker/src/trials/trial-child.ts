import { openSandboxedSession } from "@fleet-persona/gate";
import { checkModel, modelContractOf } from "@fleet-persona/persona";
import { serveWork } from "../rollouts/serve-items.ts";
import { runTrial, TrialError, type OpenModel, type TrialWork } from "./run-trial.ts";

/** What a child answers: a report, or what the trial refused. A message the child throws itself is a defect. */
export type TrialAnswer =
  | { readonly kind: "report"; readonly report: unknown }
  | { readonly kind: "refused"; readonly code: TrialError["code"]; readonly message: string };

const openModel: OpenModel = async (model, manifest) => {
  // What the static check refuses never reaches the runtime.
  const [finding] = checkModel(model, modelContractOf(manifest)).findings;
  if (finding !== undefined) throw new TypeError(`${finding.message} (${finding.code}, ${finding.path})`);
  return openSandboxedSession(model, manifest);
};

serveWork(async (work): Promise<TrialAnswer> => {
  try {
    const report = await runTrial(work as TrialWork, openModel, () => performance.now());
    return { kind: "report", report };
  } catch (error) {
    if (error instanceof TrialError) return { kind: "refused", code: error.code, message: error.message };
    throw error;
  }
});
