import { createHash } from "node:crypto";
import { manifestSchema } from "@fleet-persona/persona";
import type { Gate, RunGate } from "./gate-runner.ts";

/**
 * The one place that says which gate the workers run. Until the sandbox is wired in here, nothing is measured, and what has not been
 * measured is not passed: every version is quarantined with that reason, and an admin has to name it.
 */
export const gateInUse: Gate = { run: judgeNothing(), rulesVersion: 1 };

function judgeNothing(): RunGate {
  return (bundle) => {
    const bytes = bundle.get("persona.json") ?? new Uint8Array();
    const manifest = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    const message = "This hub runs no sandbox: the model was not looked into and its behaviour was not tried.";
    return Promise.resolve({
      report: {
        schema: "fleet-persona-gate/1",
        rules_version: 1,
        persona: { id: manifest.id, version: manifest.version },
        bundle_digest: createHash("sha256").update(bytes).digest("hex"),
        verdict: "quarantined",
        reasons: [{ severity: "quarantine", code: "not-tried", message }],
        confidence: 0,
        model: { verdict: "accepted", findings: [], facts: null },
        behaviour: null,
        seconds: 0,
      },
      series: [],
    });
  };
}
