import { LearningError } from "../errors.ts";
import type { Tensor } from "../runtime.ts";
import { kernelOf } from "./kernels/kernels.ts";
import { nodeArguments } from "./node-arguments.ts";
import type { OnnxModel, ReadNode } from "./read-graph.ts";
import { sizeOf, type Value } from "./value.ts";

/**
 * Works a model out without a runtime, on float32 inputs by name. Every operator's result is rounded to float32; sums are
 * kept in double, so that it agrees with ONNX Runtime to about 1e-6 of a value. Throws `shape-mismatch` for inputs that do
 * not go together and `runtime-output-missing` for an input that is not there.
 */
export function evaluateOnnx(model: OnnxModel, feeds: Readonly<Record<string, Tensor>>): Record<string, Float32Array> {
  const values = new Map<string, Value>(model.constants);
  for (const name of model.inputs) values.set(name, fed(name, feeds[name]));
  for (const node of model.nodes) run(model.opset, node, values);
  return Object.fromEntries(
    model.outputs.map((name) => {
      const value = values.get(name);
      if (value?.kind !== "float") throw new LearningError("model-invalid", `the output "${name}" is not float32`);
      return [name, Float32Array.from(value.data)];
    }),
  );
}

function fed(name: string, given: Tensor | undefined): Value {
  if (given === undefined) throw new LearningError("runtime-output-missing", `the model needs an input "${name}"`);
  if (given.data.length !== sizeOf(given.dims))
    throw new LearningError("shape-mismatch", `the input "${name}" does not fill [${given.dims.join(", ")}]`);
  return { kind: "float", dims: given.dims, data: given.data };
}

function run(opset: number, node: ReadNode, values: Map<string, Value>): void {
  const outputs = kernelOf(node.operator)(nodeArguments(opset, node, values));
  for (const [at, name] of node.outputs.entries()) {
    const value = outputs[at];
    if (name === "") continue;
    if (value === undefined) throw new LearningError("model-invalid", `${node.operator} has no output ${at}`);
    values.set(name, value);
  }
}
