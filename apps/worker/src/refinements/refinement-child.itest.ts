import { refinementReportSchema } from "@fleet-persona/hub-core";
import { BUNDLE_CONTENT, checkModel, manifestSchema, modelContractOf, targetDigest } from "@fleet-persona/persona";
import { describe, expect, it, vi } from "vitest";
import { evaluationProcess } from "../rollouts/evaluation-process.ts";
import type { RefinementAnswer, RefinementWork } from "./run-refinement.ts";
import { toyDigest, toyRefinement } from "./testing/toy-journals.fixture.ts";

vi.setConfig({ testTimeout: 180_000 });

const child = new URL("refinement-child.ts", import.meta.url);
const never = new AbortController().signal;

async function refined(work: RefinementWork, timeLimitMs = 120_000) {
  await using process = evaluationProcess<RefinementWork>({ child, timeLimitMs, memoryMb: 2_048 });
  const evaluation = await process.evaluate("refinement", work, never);
  if (evaluation.kind !== "done") throw new TypeError(JSON.stringify(evaluation));
  return evaluation.result as RefinementAnswer;
}

describe("the child that refines a Persona", () => {
  it.each(["ppo", "evolution"] as const)(
    "makes an unsigned candidate that %s found in the journals, under the next free number",
    async (method) => {
      const material = await toyRefinement({ hosts: 60, draws: 24 });
      const settings = method === "evolution" ? { generations: 4, population: 8 } : { epochs: 8, learningRate: 0.003 };
      const answer = await refined({ material: { ...material, method, settings }, leastSteps: 200 });
      if (answer.kind !== "candidate") throw new TypeError(answer.message);
      const report = refinementReportSchema.parse(answer.report);
      const { candidate } = report.evaluation;
      expect(candidate.kind === "estimate" && (candidate.gain.value ?? 0)).toBeGreaterThan(0);
      expect(report.parent.digest).toBe(toyDigest);
      expect(report.change.divergence).toBeGreaterThan(0);
      expect(answer.dataset.uses.map(({ alias }) => alias).toSorted()).toEqual(["alias-a", "alias-b"]);
      const files = BUNDLE_CONTENT.map((name) => {
        const bytes = answer.files[name] ?? new Uint8Array();
        return { name, bytes: bytes.length, sha256: targetDigest(bytes).sha256 };
      });
      const draft = JSON.parse(Buffer.from(answer.files["persona.json"] ?? []).toString("utf8")) as object;
      const manifest = manifestSchema.parse({ ...draft, files });
      expect(manifest).toMatchObject({ version: 7, training: { dataset: { version: answer.dataset.version } } });
      expect(checkModel(answer.files["policy.onnx"] ?? new Uint8Array(), modelContractOf(manifest)).findings).toEqual(
        [],
      );
    },
  );

  it("says how much there is and how much is needed where there is too little", async () => {
    const material = await toyRefinement({ hosts: 2, draws: 10 });
    const answer = await refined({ material, leastSteps: 200 });
    expect(answer).toMatchObject({ kind: "refused", code: "too-little-data" });
    expect(answer.kind === "refused" && answer.message).toContain("20 draws on 2 hosts");
  });

  it("refuses to say what a log cannot say, and keeps what it learned from on record", async () => {
    const material = await toyRefinement({ hosts: 4, draws: 60 });
    // Action values go where they please; the log has hardly been there.
    const answer = await refined({
      material: { ...material, method: "dqn", settings: { epochs: 4 } },
      leastSteps: 200,
    });
    expect(answer).toMatchObject({ kind: "refused", code: "too-little-overlap" });
    expect(answer.dataset?.version).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses a parent whose model is none before any runtime sees it", async () => {
    const material = await toyRefinement({ hosts: 2, draws: 4 });
    const parent = { ...material.parent, model: Uint8Array.from({ length: 64 }, (_, index) => index) };
    const answer = await refined({ material: { ...material, parent }, leastSteps: 1 });
    expect(answer).toMatchObject({ kind: "refused", code: "parent-unreadable" });
  });
});
