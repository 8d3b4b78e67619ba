import type { Value } from "./value.ts";

/** A dimension: a size, or "N", the batch, which the caller chooses at run time. */
export type Dim = number | "N";

export type Shape = readonly Dim[];

/** The dense operators this package writes. Nothing with control flow, randomness or state. */
export type Operator =
  | "Add"
  | "And"
  | "Cast"
  | "Clip"
  | "Concat"
  | "Div"
  | "Exp"
  | "Expand"
  | "Gemm"
  | "Greater"
  | "Less"
  | "Log"
  | "LogSoftmax"
  | "Max"
  | "Min"
  | "Mul"
  | "Neg"
  | "ReduceMax"
  | "ReduceSum"
  | "Relu"
  | "Reshape"
  | "Shape"
  | "Sigmoid"
  | "Softmax"
  | "Split"
  | "Sqrt"
  | "Sub"
  | "Tanh";

export type OnnxAttribute =
  | { readonly kind: "int"; readonly name: string; readonly value: number }
  | { readonly kind: "float"; readonly name: string; readonly value: number }
  | { readonly kind: "string"; readonly name: string; readonly value: string }
  | { readonly kind: "ints"; readonly name: string; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly name: string; readonly value: readonly number[] }
  | { readonly kind: "tensor"; readonly name: string; readonly value: Value };

export type OnnxNode = {
  /** One of `Operator` where this package wrote it, one of `evaluateOnnx`'s where it took a model over. */
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
};

export type Initializer =
  | { readonly kind: "float"; readonly name: string; readonly dims: readonly number[]; readonly data: Float32Array }
  | {
      readonly kind: "int64" | "boolean";
      readonly name: string;
      readonly dims: readonly number[];
      readonly data: readonly number[];
    };

/** A float32 input or output of the whole graph. */
export type ValueInfo = { readonly name: string; readonly shape: Shape };

export type OnnxGraph = {
  readonly name: string;
  /** Default: the one this package writes. */
  readonly opset?: number;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
};

export const ONNX_IR_VERSION = 8;
export const ONNX_OPSET = 17;
