import { LearningError } from "../../errors.ts";
import { readOnnx } from "../../onnx/read-model.ts";
import type { OnnxModel } from "../../onnx/read-graph.ts";
import { policyLayout, type PolicySpec } from "../../policy/network.ts";
import type { Layout } from "../../training/parameters.ts";

/** The weights of an exported policy, in the order of the layout of `spec`. */
export type ParentWeights = { readonly spec: PolicySpec; readonly weights: Float32Array };

/**
 * Reads the weights back out of a `policy.onnx` that `exportPolicy` wrote: its parameters lie in the file under the names of the layout.
 * Throws `model-invalid`, and `policy-unreadable` for a policy of another making.
 */
export function weightsOfPolicy(
  policy: Uint8Array,
  { attributes, inputs }: Pick<PolicySpec, "attributes" | "inputs">,
): ParentWeights {
  const model = readOnnx(policy);
  const spec = { attributes, inputs, hidden: hiddenWidths(model) };
  const layout = policyLayout(spec);
  const weights = new Float32Array(layout.reduce((sum, { dims }) => sum + dims.reduce((a, b) => a * b, 1), 0));
  let at = 0;
  for (const parameter of layout) {
    const values = valuesOf(model, parameter);
    weights.set(values, at);
    at += values.length;
  }
  return { spec, weights };
}

/** Weights of `layout` where the model has them under the same name and shape, else as `otherwise` has them. */
export function sharedWeights(policy: Uint8Array, layout: Layout, otherwise: Float32Array): Float32Array {
  const { constants } = readOnnx(policy);
  const weights = otherwise.slice();
  let at = 0;
  for (const { name, dims } of layout) {
    const size = dims.reduce((a, b) => a * b, 1);
    const found = constants.get(name);
    if (found !== undefined && String(found.dims) === String(dims)) weights.set(found.data, at);
    at += size;
  }
  return weights;
}

/** Widths of the trunk's layers, as many as there are. */
export function hiddenWidths({ constants }: OnnxModel): readonly number[] {
  const widths: number[] = [];
  for (let at = 0; ; at += 1) {
    const width = constants.get(`trunk${at}.weight`)?.dims[1];
    if (width === undefined) return widths;
    widths.push(width);
  }
}

function valuesOf({ constants }: OnnxModel, { name, dims }: Layout[number]): Float32Array | Float64Array {
  const found = constants.get(name);
  if (found !== undefined && String(found.dims) === String(dims)) return found.data;
  const has = found === undefined ? "is not in it" : `is [${found.dims.join(", ")}], not [${dims.join(", ")}]`;
  throw new LearningError(
    "policy-unreadable",
    `the policy's weights cannot be read back: ${name} ${has}. Refine a policy that persona train or refine exported, or learn action values instead`,
  );
}
