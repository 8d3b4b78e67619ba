import { GATE_RULES_VERSION, runGate } from "@fleet-persona/gate";
import { checkModel, modelContractOf, verifyBundle } from "@fleet-persona/persona";
import type { Gate } from "./gate-runner.ts";

/**
 * The one place that says which gate the workers run: the bundle must be its publisher's, the model's bytes are judged first, and what
 * they let through lives in a sandbox from then on.
 */
export const gateInUse: Gate = {
  rulesVersion: GATE_RULES_VERSION,
  run: (bundle, { publisherKeys, signal, onProgress }) => {
    const verified = verifyBundle(bundle, { publisherKeys });
    // What lies in the database is not what was published: no verdict, and nothing of it runs.
    if (verified.kind === "refused") throw new TypeError(`${verified.message} (${verified.code})`);
    return runGate(verified.persona, {
      checkModel: (bytes, manifest) => checkModel(bytes, modelContractOf(manifest)),
      signal,
      onProgress: ({ stage: step, done, of: total }) => onProgress({ step, done, total }),
    });
  },
};
