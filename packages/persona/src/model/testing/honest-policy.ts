import { modelBytes, type WrittenModel, type WrittenNode, type WrittenTensor } from "./model-builder.ts";

export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: WrittenNode["attributes"] = {},
): WrittenNode {
  return { operator, inputs, outputs, attributes };
}

export function floats(name: string, dims: readonly number[], fill = 0.5): WrittenTensor {
  return { name, dims, floats: Array<number>(dims.reduce((a, b) => a * b, 1)).fill(fill) };
}

export function integers(name: string, values: readonly (number | bigint)[]): WrittenTensor {
  return { name, dims: [values.length], integers: values };
}

/**
 * A policy that keeps the contract of the sample manifest: one signal, four columns of configuration, `cpu_allocation` as a
 * number, `caching_strategy` with three choices.
 */
export const honestPolicy: WrittenModel = {
  inputs: { signals: ["N", 1], present: ["N", 1], config: ["N", 4] },
  outputs: { "weights.cpu_allocation": ["N", 2], "weights.caching_strategy": ["N", 3], value: ["N", 1] },
  tensors: [
    floats("w0", [6, 8]),
    floats("b0", [8]),
    floats("w1", [8, 5]),
    floats("b1", [5]),
    integers("parts", [1, 3, 1]),
    floats("zero", [1], 0),
    floats("deviation", [1, 1], 0.1),
  ],
  nodes: [
    node("Concat", ["signals", "present", "config"], ["x"], { axis: 1 }),
    node("Gemm", ["x", "w0", "b0"], ["h"], { transA: 0, transB: 0 }),
    node("Tanh", ["h"], ["t"]),
    node("Gemm", ["t", "w1", "b1"], ["raw"], { alpha: { float: 1 } }),
    node("Split", ["raw", "parts"], ["number", "logits", "value"], { axis: 1 }),
    node("Sigmoid", ["number"], ["mean"]),
    node("Mul", ["mean", "zero"], ["nothing"]),
    node("Add", ["nothing", "deviation"], ["spread"]),
    node("Concat", ["mean", "spread"], ["weights.cpu_allocation"], { axis: 1 }),
    node("Softmax", ["logits"], ["weights.caching_strategy"], { axis: 1 }),
  ],
};

/** The honest policy with something changed. */
export function policy(change: Partial<WrittenModel> = {}): Uint8Array {
  return modelBytes({ ...honestPolicy, ...change });
}

/** The honest policy with further nodes and tensors at its end. */
export function policyWith(
  nodes: readonly WrittenNode[],
  tensors: readonly WrittenTensor[] = [],
  change: Partial<WrittenModel> = {},
): Uint8Array {
  return policy({
    nodes: [...honestPolicy.nodes, ...nodes],
    tensors: [...(honestPolicy.tensors ?? []), ...tensors],
    ...change,
  });
}

/** The honest policy with the nodes of one index replaced. */
export function policyWithNode(at: number, ...instead: readonly WrittenNode[]): Uint8Array {
  return policy({ nodes: honestPolicy.nodes.toSpliced(at, 1, ...instead) });
}
