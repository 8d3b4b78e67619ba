import { describe, expect, it } from "vitest";
import { sampleManifest } from "../sample-bundle.fixture.ts";
import { checkModel } from "./check-model.ts";
import { modelContractOf } from "./contract.ts";
import { MODEL_CODES } from "./model-codes.ts";
import { modelReportSchema, type ModelReport } from "./model-report.ts";
import type { Adversarial } from "./testing/adversarial.ts";
import { adversarialBytes } from "./testing/adversarial-bytes.ts";
import { adversarialNodes } from "./testing/adversarial-nodes.ts";
import { adversarialParts } from "./testing/adversarial-parts.ts";
import { adversarialSizes } from "./testing/adversarial-sizes.ts";
import { breaksContract } from "./testing/breaks-contract.ts";
import { honestModels } from "./testing/honest.ts";
import { policy } from "./testing/honest-policy.ts";

const contract = modelContractOf(sampleManifest);
const codesOf = ({ findings }: ModelReport): string[] => findings.map(({ code }) => code);

const refuses: Adversarial[] = [...adversarialBytes, ...adversarialParts, ...adversarialNodes, ...adversarialSizes];

describe("checkModel", () => {
  it.each(honestModels)("accepts %s", (_, bytes) => {
    const report = checkModel(bytes(), { ...contract, opset: checkModel(bytes(), null).facts?.opset ?? 0 });
    expect(report).toMatchObject({ verdict: "accepted", findings: [] });
    expect(modelReportSchema.parse(report)).toEqual(report);
  });

  it("says what a model asks of a machine", () => {
    expect(checkModel(policy(), contract).facts).toEqual({
      ir_version: 8,
      opset: 17,
      nodes: 10,
      parameters: 6 * 8 + 8 + 8 * 5 + 5 + 2,
      // x 6, h 8, t 8, raw 5, its parts 5, mean, nothing, spread 1 each, two outputs of 2 and 3.
      activation_bytes: 4 * (6 + 8 + 8 + 5 + 5 + 3 + 2 + 3),
      macs: 6 * 8 + 8 * 5,
      operators: { Concat: 2, Gemm: 2, Tanh: 1, Split: 1, Sigmoid: 1, Mul: 1, Add: 1, Softmax: 1 },
    });
  });

  it.each(refuses)("refuses %s: %s", (_, code, bytes) => {
    const report = checkModel(bytes(), null);
    expect(codesOf(report)).toContain(code);
    expect(report.verdict).toBe("refused");
    expect(modelReportSchema.parse(report)).toEqual(report);
  });

  it.each(breaksContract)("refuses %s: %s", (_, code, bytes) => {
    expect(codesOf(checkModel(bytes(), contract))).toContain(code);
    expect(codesOf(checkModel(bytes(), null))).toEqual([]);
  });

  it("has a model for every code", () => {
    const covered = new Set([...refuses, ...breaksContract].map(([, code]) => code));
    const large = "model-too-large";
    expect(Object.keys(MODEL_CODES).filter((code) => code !== large && !covered.has(code as typeof large))).toEqual([]);
  });

  it("refuses a file over 64 MiB without looking into it", () => {
    expect(codesOf(checkModel(new Uint8Array(64 * 2 ** 20 + 1), null))).toEqual(["model-too-large"]);
  });

  it("collects everything at once, each with its place", () => {
    const report = checkModel(policy({ ir: 3, opset: 12, inputs: { signals: ["N", 1] } }), contract);
    expect(new Set(codesOf(report))).toEqual(
      new Set(["ir-version", "opset-version", "input-undefined", "contract-opset", "contract-input"]),
    );
    expect(report.findings.find(({ code }) => code === "input-undefined")).toEqual({
      code: "input-undefined",
      path: 'graph.node[0] (Concat "node_0")',
      message: 'It reads "present", which nothing writes: export the model again.',
    });
  });

  it("judges the nodes before a broken one and leaves out those behind it", () => {
    const bytes = adversarialNodes.find(([name]) => name === "a product that does not fit")?.[2]() ?? new Uint8Array();
    expect(codesOf(checkModel(bytes, contract))).toEqual(["shape-mismatch"]);
  });
});
