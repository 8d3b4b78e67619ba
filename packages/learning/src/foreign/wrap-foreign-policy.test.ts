import { encodedWidth } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import { readOnnx } from "../onnx/read-model.ts";
import { evaluateOnnx } from "../onnx/evaluate.ts";
import { tensor } from "../runtime.ts";
import { modelBytes, type WrittenNode, type WrittenTensor } from "../testing/model-bytes.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { fitForeignPolicy, type ForeignHints } from "./fit-foreign-policy.ts";
import { wrapForeignPolicy } from "./wrap-foreign-policy.ts";

const inputs = inputsOf(recording(6, 60, 1));
const hints: ForeignHints = {
  observation: null,
  actions: null,
  normalisation: {
    mean: inputs.map(({ distribution }) => distribution.mean),
    deviation: inputs.map(({ distribution }) => distribution.standard_deviation),
    clip: 10,
  },
  numbers: "signed",
  deviation: 0.1,
  temperature: 1,
};
// cpu_allocation 1 + caching_strategy 3 + compression 2
const HEADS = 6;
const contract = { attributes, signals: inputs.length };
const random = randomFromSeed(9);
const weightsOf = (name: string, ...dims: number[]): WrittenTensor => ({
  name,
  dims,
  floats: Array.from({ length: dims.reduce((a, b) => a * b) }, () => gaussian(random) / 2),
});

/** Two tanh layers with separate heads, weights transposed: what torch.onnx makes of a Stable-Baselines3 MlpPolicy. */
function stableBaselines(width: number, heads = HEADS, input = "observation"): Uint8Array {
  const gemm = (x: string, name: string, y: string): WrittenNode => ({
    operator: "Gemm",
    inputs: [x, `${name}.weight`, `${name}.bias`],
    outputs: [y],
    attributes: { alpha: { float: 1 }, beta: { float: 1 }, transB: 1 },
  });
  const tanh = (x: string, y: string): WrittenNode => ({ operator: "Tanh", inputs: [x], outputs: [y] });
  const trunk = "mlp_extractor.policy_net";
  return modelBytes({
    nodes: [
      { operator: "Flatten", inputs: [input], outputs: ["/flat"], attributes: { axis: 1 } },
      gemm("/flat", `${trunk}.0`, "/h0"),
      tanh("/h0", "/t0"),
      gemm("/t0", `${trunk}.2`, "/h1"),
      tanh("/h1", "/t1"),
      gemm("/t1", "action_net", "logits"),
      gemm("/t1", "value_net", "value"),
    ],
    tensors: [
      weightsOf(`${trunk}.0.weight`, 16, width),
      weightsOf(`${trunk}.0.bias`, 16),
      weightsOf(`${trunk}.2.weight`, 16, 16),
      weightsOf(`${trunk}.2.bias`, 16),
      weightsOf("action_net.weight", heads, 16),
      weightsOf("action_net.bias", heads),
      weightsOf("value_net.weight", 1, 16),
      weightsOf("value_net.bias", 1),
    ],
    inputs: { [input]: ["batch", width] },
    outputs: { logits: ["batch", heads], value: ["batch", 1] },
  });
}

test.each([
  ["the whole observation", 2 * inputs.length + encodedWidth(attributes), ["signals", "present", "config"]],
  ["signals and configuration", inputs.length + encodedWidth(attributes), ["signals", "config"]],
  ["signals alone", inputs.length, ["signals"]],
] as const)("fitForeignPolicy knows by its width a model that sees %s", (_, width, parts) => {
  const fitted = fitForeignPolicy(readOnnx(stableBaselines(width)), contract, hints);
  expect(fitted).toMatchObject({ kind: "fits", policy: { inputs: [{ name: "observation", parts }] } });
});

test("wrapForeignPolicy gives the contract around a model and says what the model says", async () => {
  const bytes = stableBaselines(inputs.length);
  const model = readOnnx(bytes);
  const fitted = fitForeignPolicy(model, contract, hints);
  if (fitted.kind === "refused") throw new TypeError(fitted.faults.join());
  const wrapped = wrapForeignPolicy({ attributes, inputs }, model, fitted.policy);
  const [original, session] = [await nodeRuntime.load(bytes), await nodeRuntime.load(wrapped)];
  const { mean, standard_deviation: sd } = inputs[0]!.distribution;
  const feeds = {
    signals: tensor(Float32Array.of(mean + sd, 77), [1, 2]),
    present: tensor(Float32Array.of(1, 0), [1, 2]),
    config: tensor(new Float32Array(encodedWidth(attributes)), [1, encodedWidth(attributes)]),
  };
  const said = await session.run(feeds);
  const told = await original.run({ observation: tensor(Float32Array.of(1, 0), [1, 2]) });
  const [cores = 0, ...logits] = told["logits"]?.data ?? [];
  const choice = (from: number, to: number): number[] => {
    const odds = logits.slice(from, to).map(Math.exp);
    return odds.map((odd) => odd / odds.reduce((a, b) => a + b));
  };
  const near = (name: string, values: readonly number[]): void =>
    values.forEach((value, at) => expect(said[name]?.data[at], `${name} ${at}`).toBeCloseTo(value, 5));
  near("weights.cpu_allocation", [Math.min(1, Math.max(0, (cores + 1) / 2)), 0.1]);
  near("weights.caching_strategy", choice(0, 3));
  near("weights.compression", choice(3, 5));
  near("value", [...(told["value"]?.data ?? [])]);
  expect(evaluateOnnx(readOnnx(wrapped), feeds)["value"]?.[0]).toBeCloseTo(said["value"]?.data[0] ?? Number.NaN, 5);
});

test("fitForeignPolicy takes an output for each attribute by its name, and says that a value is missing", () => {
  const model = readOnnx(
    modelBytes({
      nodes: [
        { operator: "Gemm", inputs: ["signals", "a"], outputs: ["mean.cpu_allocation"] },
        { operator: "Gemm", inputs: ["signals", "b"], outputs: ["logits_caching_strategy"] },
        { operator: "Gemm", inputs: ["signals", "c"], outputs: ["compression"] },
      ],
      tensors: [weightsOf("a", 2, 1), weightsOf("b", 2, 3), weightsOf("c", 2, 2)],
      inputs: { signals: [1, 2] },
      outputs: { "mean.cpu_allocation": [1, 1], logits_caching_strategy: [1, 3], compression: [1, 2] },
    }),
  );
  const fitted = fitForeignPolicy(model, contract, hints);
  expect(fitted).toMatchObject({ kind: "fits", policy: { value: null } });
  expect(fitted.kind === "fits" && fitted.notes.join()).toContain("no value");
});

test("fitForeignPolicy says everything that does not fit at once, with the widths that would", () => {
  const fitted = fitForeignPolicy(readOnnx(stableBaselines(5, 4)), contract, hints);
  if (fitted.kind === "fits") throw new TypeError();
  expect(fitted.faults).toHaveLength(2);
  expect(fitted.faults[0]).toBe(
    'the input "observation" is 5 wide; this project\'s observation is signals,present,config = 9; signals,config = 7; signals,present = 4; signals = 2',
  );
  expect(fitted.faults[1]).toContain("one of 6 columns (cpu_allocation 1 + caching_strategy 3 + compression 2)");
});

test("fitForeignPolicy refuses means that are not one for each signal", () => {
  const normalisation = { mean: [1], deviation: [1], clip: 5 };
  const fitted = fitForeignPolicy(readOnnx(stableBaselines(2)), contract, { ...hints, normalisation });
  expect(fitted).toEqual({ kind: "refused", faults: ["the normalisation has 1 means for 2 signals"] });
});
