import { LearningError } from "./errors.ts";

/** A dense float32 tensor in row-major order; `data.length` is the product of `dims`. */
export type Tensor = { readonly dims: readonly number[]; readonly data: Float32Array };

/** A loaded model: float32 tensors in by input name, float32 tensors out by output name. */
export interface OnnxModelSession {
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
}

/** The port through which an ONNX runtime comes in; this package never imports one. */
export interface OnnxRuntime {
  load(model: Uint8Array): Promise<OnnxModelSession>;
}

/** A tensor whose data length is checked against its dims. Throws `shape-mismatch`. */
export function tensor(data: Float32Array, dims: readonly number[]): Tensor {
  const expected = dims.reduce((product, dim) => product * dim, 1);
  if (data.length !== expected) {
    throw new LearningError("shape-mismatch", `${data.length} values do not fill [${dims.join(", ")}]`);
  }
  return { data, dims };
}

/** The named output of a run. Throws `runtime-output-missing`. */
export function outputOf(outputs: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const found = outputs[name];
  if (found === undefined) throw new LearningError("runtime-output-missing", `the model returned no "${name}"`);
  return found;
}
