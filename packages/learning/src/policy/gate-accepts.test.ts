import { checkModel, modelContractOf, type Manifest, type ModelReport } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { exportQPolicy } from "../dqn/export-q-policy.ts";
import { fitForeignPolicy } from "../foreign/fit-foreign-policy.ts";
import { wrapForeignPolicy } from "../foreign/wrap-foreign-policy.ts";
import { policyQNetwork } from "../network/q-network.ts";
import { readOnnx } from "../onnx/read-model.ts";
import { modelBytes } from "../testing/model-bytes.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { exportPolicy } from "./export-policy.ts";
import { policyLayout, type PolicySpec } from "./network.ts";

const spec: PolicySpec = { attributes, inputs: inputsOf(recording(2, 20, 1)), hidden: [64, 64] };
const names = attributes.map(({ name }) => name);

/** What the gate says of a policy of this spec, held against the manifest it would have. */
function check(bytes: Uint8Array, opset = 17): ModelReport {
  const inputs = { signals: [...spec.inputs], config: names };
  const policy: Manifest["policy"] = { file: "policy.onnx", opset, inputs, outputs: names };
  return checkModel(bytes, modelContractOf({ attributes: [...attributes], policy }));
}

it("exportPolicy writes what the gate accepts, at any width", () => {
  for (const hidden of [[], [1], [64, 64], [256, 256, 256]]) {
    const layout = policyLayout({ ...spec, hidden });
    const report = check(exportPolicy({ ...spec, hidden }, initialWeights(layout, randomFromSeed(4))));
    expect(report.findings).toEqual([]);
  }
});

it.each([true, false])("exportQPolicy writes what the gate accepts, dueling %s", (dueling) => {
  const shape = { bins: 5, dueling };
  const weights = initialWeights(policyQNetwork(spec, shape).layout, randomFromSeed(4));
  expect(check(exportQPolicy(spec, weights, { ...shape, temperature: 0.5 })).findings).toEqual([]);
});

it.each([13, 17, 20, 21])("wrapForeignPolicy writes what the gate accepts, around a model of opset %d", (opset) => {
  const model = readOnnx(
    modelBytes({
      opset,
      nodes: [
        { operator: "Flatten", inputs: ["observation"], outputs: ["/flat"], attributes: { axis: 1 } },
        { operator: "MatMul", inputs: ["/flat", "w"], outputs: ["/h"] },
        { operator: "Add", inputs: ["/h", "b"], outputs: ["/biased"] },
        { operator: "LeakyRelu", inputs: ["/biased"], outputs: ["/a"], attributes: { alpha: { float: 0.1 } } },
        { operator: "Constant", inputs: [], outputs: ["/scale"], attributes: { value_float: { float: 2 } } },
        { operator: "Mul", inputs: ["/a", "/scale"], outputs: ["logits"] },
      ],
      tensors: [
        { name: "w", dims: [2, 6], floats: Array<number>(12).fill(0.1) },
        { name: "b", dims: [6], floats: Array<number>(6).fill(0) },
      ],
      inputs: { observation: ["batch", 2] },
      outputs: { logits: ["batch", 6] },
    }),
  );
  const hints = { observation: null, actions: null, normalisation: null, numbers: "signed", deviation: 0.1 } as const;
  const fitted = fitForeignPolicy(model, { attributes, signals: 2 }, { ...hints, temperature: 2 });
  if (fitted.kind === "refused") throw new TypeError(fitted.faults.join());
  expect(check(wrapForeignPolicy(spec, model, fitted.policy), opset).findings).toEqual([]);
});
