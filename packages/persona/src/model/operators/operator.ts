import type { Tensor } from "../inference/tensor.ts";
import type { ModelCode } from "../model-codes.ts";

/** An attribute as the verifier took it from its node. */
export type AttributeValue =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: Tensor }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "ints"; readonly value: readonly number[] };

export type AttributeKind = AttributeValue["kind"];

/** What an operator sees of its node. An input that is left out is null. */
export type Arguments = {
  readonly opset: number;
  readonly inputs: readonly (Tensor | null)[];
  /** How many outputs the node names. */
  readonly outputs: number;
  readonly attributes: ReadonlyMap<string, AttributeValue>;
};

/** What comes out, with the multiply-accumulates for one row; or why nothing can. */
export type Outcome =
  | { readonly kind: "made"; readonly outputs: readonly Tensor[]; readonly macs: number }
  | { readonly kind: "fault"; readonly code: ModelCode; readonly message: string };

/** One operator of ONNX's default domain, as far as a policy may use it. */
export type Operator = {
  /** The first opset that has it in this form; those before 13 count as 13. */
  readonly since: number;
  /** Least and most. */
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  /** Attributes that came with a later opset than the operator. */
  readonly later: Readonly<Record<string, number>>;
  /** Attributes that it cannot do without. */
  readonly needs: readonly string[];
  readonly infer: (node: Arguments) => Outcome;
};

type Form = Partial<Pick<Operator, "since" | "attributes" | "outputs" | "later" | "needs">>;

/** An operator of one output that every opset has. */
export function operator(
  inputs: readonly [number, number],
  infer: Operator["infer"],
  { since = 13, attributes = {}, outputs = [1, 1], later = {}, needs = [] }: Form = {},
): Operator {
  return { since, inputs, outputs, attributes, later, needs, infer };
}

export function made(output: Tensor, macs = 0): Outcome {
  return { kind: "made", outputs: [output], macs };
}

export function fault(code: ModelCode, message: string): Outcome {
  return { kind: "fault", code, message };
}

/** Infers from the first input. */
export function onOne(infer: (x: Tensor, node: Arguments) => Outcome): Operator["infer"] {
  return (node) => {
    const [x] = node.inputs;
    return x ? infer(x, node) : leftOut();
  };
}

/** Infers from the first two inputs. */
export function onTwo(infer: (a: Tensor, b: Tensor, node: Arguments) => Outcome): Operator["infer"] {
  return (node) => {
    const [a, b] = node.inputs;
    return a && b ? infer(a, b, node) : leftOut();
  };
}

export function integer({ attributes }: Arguments, name: string, absent: number): number {
  const given = attributes.get(name);
  return given?.kind === "int" ? given.value : absent;
}

export function integers({ attributes }: Arguments, name: string): readonly number[] | null {
  const given = attributes.get(name);
  return given?.kind === "ints" ? given.value : null;
}

function leftOut(): Outcome {
  return fault("arity", "An input that the operator needs is left out: export the model again.");
}
