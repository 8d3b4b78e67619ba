import { evaluateOnnx, tensor, type OnnxModel } from "@fleet-persona/learning";
import { encodedWidth, type Manifest } from "@fleet-persona/persona";

export type ModelFacts = {
  readonly opset: number;
  readonly nodes: number;
  readonly parameters: number;
  /** Multiplications of one run, of matrix products: what the gate counts. */
  readonly macs: number;
  readonly operators: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
};

const PRODUCTS = ["Gemm", "MatMul"];

/** What a policy is made of. One run with every product's operands and result kept tells their sizes. */
export function modelFacts(model: OnnxModel, manifest: Manifest): ModelFacts {
  const products = model.nodes.filter(({ operator }) => PRODUCTS.includes(operator));
  const feeds = zeros(manifest);
  const wanted = [
    ...new Set(products.flatMap(({ inputs, outputs }) => [inputs[0] ?? "", inputs[1] ?? "", outputs[0] ?? ""])),
  ];
  const sizes = evaluateOnnx({ ...model, outputs: [...model.outputs, ...wanted] }, feeds);
  const size = (name: string | undefined): number => sizes[name ?? ""]?.length ?? 0;
  const operators: Record<string, number> = {};
  for (const { operator } of model.nodes) operators[operator] = (operators[operator] ?? 0) + 1;
  return {
    opset: model.opset,
    nodes: model.nodes.length,
    parameters: [...model.constants.values()].reduce(
      (sum, { kind, data }) => sum + (kind === "float" ? data.length : 0),
      0,
    ),
    // (m·k)(k·n)(m·n) is the square of m·k·n.
    macs: products.reduce(
      (sum, { inputs, outputs }) => sum + Math.round(Math.sqrt(size(inputs[0]) * size(inputs[1]) * size(outputs[0]))),
      0,
    ),
    operators,
    inputs: Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, data.length])),
    outputs: Object.fromEntries(model.outputs.map((name) => [name, size(name)])),
  };
}

function zeros({ attributes, policy }: Manifest): Record<string, ReturnType<typeof tensor>> {
  const row = (width: number): ReturnType<typeof tensor> => tensor(new Float32Array(width), [1, width]);
  const width = policy.inputs.signals.length;
  const config = attributes.filter(({ name }) => policy.inputs.config.includes(name));
  return { signals: row(width), present: row(width), config: row(encodedWidth(config)) };
}
