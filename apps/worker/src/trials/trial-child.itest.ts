import { trialReportSchema } from "@fleet-persona/hub-core";
import { exportPolicy, initialWeights, policyLayout, randomFromSeed } from "@fleet-persona/learning";
import { describe, expect, it } from "vitest";
import { evaluationProcess } from "../rollouts/evaluation-process.ts";
import type { TrialWork } from "./run-trial.ts";
import { toyManifest, toyMaterial } from "./testing/toy-recording.fixture.ts";
import type { TrialAnswer } from "./trial-child.ts";

const child = new URL("trial-child.ts", import.meta.url);
const spec = { attributes: toyManifest.attributes, inputs: toyManifest.policy.inputs.signals, hidden: [4] };
const model = exportPolicy(spec, initialWeights(policyLayout(spec), randomFromSeed(1)));
const never = new AbortController().signal;

async function tried(work: TrialWork, timeLimitMs = 60_000) {
  await using process = evaluationProcess<TrialWork>({ child, timeLimitMs, memoryMb: 1_024, startsSandbox: true });
  return process.evaluate("trial", work, never);
}

describe("the child that tries a Persona", () => {
  it("runs a real model over a recording and answers with a report", async () => {
    const evaluation = await tried({ material: { ...toyMaterial(12), model }, estimateMinutes: 60 });
    expect(evaluation.kind).toBe("done");
    const answer = (evaluation as { readonly result: TrialAnswer }).result;
    expect(answer.kind).toBe("report");
    const report = trialReportSchema.parse(answer.kind === "report" ? answer.report : null);
    expect(report.recorded.moments).toBe(720);
    expect(report.shadow.mean_confidence).toBeGreaterThan(0);
    expect(report.shadow.fallback_because.some(({ name }) => name === "policy-failed")).toBe(false);
  });

  it("refuses what is no model before any runtime sees it", async () => {
    const garbage = { ...toyMaterial(12), model: Uint8Array.from({ length: 64 }, (_, index) => index) };
    const evaluation = await tried({ material: garbage, estimateMinutes: 60 });
    expect(evaluation).toMatchObject({ kind: "done", result: { kind: "refused", code: "model-refused" } });
  });

  it("is killed when it takes too long", async () => {
    const evaluation = await tried({ material: { ...toyMaterial(30), model }, estimateMinutes: 1 }, 500);
    expect(evaluation).toMatchObject({ kind: "failed", code: "out-of-time" });
  });
});
