import { createHash } from "node:crypto";
import { LearningError, readOnnx } from "@fleet-persona/learning";
import { manifestSchema } from "@fleet-persona/persona";
import type { BundleFiles, GateReport, Manifest } from "@fleet-persona/persona";

/** Judges one bundle. The worker signs what comes out of it, and nothing else. */
export type GateVerdictOf = (bundle: BundleFiles) => Promise<GateReport>;

/** Rises with every change of what `gateVerdictOf` looks at: what was judged before is judged again. */
export const GATE_RULES_VERSION = 1;

/** The static part alone: the bundle's model must be one that the strict reader accepts. Nothing is run. */
export const gateVerdictOf: GateVerdictOf = (bundle) => {
  const began = performance.now();
  const personaJson = bundle.get("persona.json") ?? new Uint8Array();
  const manifest = manifestSchema.parse(JSON.parse(Buffer.from(personaJson).toString("utf8")));
  const fault = modelFault(bundle.get("policy.onnx") ?? new Uint8Array());
  return Promise.resolve({
    schema: "fleet-persona-gate/1",
    rules_version: GATE_RULES_VERSION,
    persona: { id: manifest.id, version: manifest.version },
    bundle_digest: createHash("sha256").update(personaJson).digest("hex"),
    ...judgement(manifest, fault),
    behaviour: null,
    seconds: (performance.now() - began) / 1000,
  });
};

type Judgement = Pick<GateReport, "verdict" | "reasons" | "confidence" | "model">;

function judgement(manifest: Manifest, fault: string | undefined): Judgement {
  if (fault === undefined)
    return {
      verdict: "passed",
      reasons: [{ severity: "note", code: "behaviour-not-run", message: "Only the model's form was looked at." }],
      confidence: manifest.confidence_score,
      model: { verdict: "accepted", findings: [], facts: null },
    };
  const finding = { code: "model-unreadable", path: "policy.onnx", message: fault };
  return {
    verdict: "rejected",
    reasons: [{ severity: "reject", code: finding.code, message: fault }],
    confidence: 0,
    model: { verdict: "refused", findings: [finding], facts: null },
  };
}

function modelFault(bytes: Uint8Array): string | undefined {
  try {
    readOnnx(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof LearningError) return error.message.slice(0, 1000);
    throw error;
  }
}
