import { LearningError } from "../errors.ts";
import { encodeModel, initializerOf } from "../onnx/encode.ts";
import type { Initializer, OnnxAttribute, OnnxNode, Operator, Shape, ValueInfo } from "../onnx/model.ts";
import type { Value } from "../onnx/value.ts";

/** A symbolic float32 tensor: a name in one graph and its shape. */
export type Symbolic = { readonly name: string; readonly shape: Shape };

/**
 * Given the gradient of each output (null where nothing depends on it), the gradient of each input
 * (null where it is not differentiable).
 */
export type Backward = (gradients: readonly (Symbolic | null)[]) => readonly (Symbolic | null)[];

/** An operator of a model that was read: it has no gradient here. */
export type Adopted = string & { readonly adopted: true };

/** What reverse mode needs to remember of one operation. */
export type TapeEntry = {
  readonly inputs: readonly Symbolic[];
  readonly outputs: readonly Symbolic[];
  readonly backward: Backward;
};

/** A graph being built, with the tape from which its gradients are made. Ops are functions of it. */
export class Graph {
  readonly tape: TapeEntry[] = [];
  readonly #name: string;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #int64: Map<string, string> = new Map();
  readonly #made: Map<string, Symbolic> = new Map();
  #next = 0;

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, shape: Shape): Symbolic {
    this.#inputs.push({ name, shape });
    return { name, shape };
  }

  /** A named initializer; the data is copied when the model is encoded, not here. */
  initializer(name: string, dims: readonly number[], data: Float32Array): Symbolic {
    this.#initializers.push({ kind: "float", name, dims, data });
    return { name, shape: dims };
  }

  constant(values: readonly number[], dims: readonly number[] = [values.length]): Symbolic {
    return this.initializer(this.#fresh("constant"), dims, Float32Array.from(values));
  }

  /** The constant [value], made once however often it is asked for. */
  scalar(value: number): Symbolic {
    return this.once(`scalar ${value}`, () => this.constant([value]));
  }

  /** What `make` adds to the graph, made once however often it is asked for under this name. */
  once(name: string, make: () => Symbolic): Symbolic {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(name, made);
    return made;
  }

  /** The name of an int64 vector (shapes, axes, split sizes). */
  int64(values: readonly number[]): string {
    const key = values.join(",");
    const known = this.#int64.get(key);
    if (known !== undefined) return known;
    const name = this.#fresh("ints");
    this.#initializers.push({ kind: "int64", name, dims: [values.length], data: values });
    this.#int64.set(key, name);
    return name;
  }

  /** A tensor of a model that was read, under a name of this graph. */
  adopt(value: Value): string {
    const name = this.#fresh("adopted");
    this.#initializers.push(initializerOf(name, value));
    return name;
  }

  /** Adds one node; returns the symbolic tensors it writes. */
  node(
    operator: Operator | Adopted,
    inputs: readonly string[],
    shapes: readonly Shape[],
    attributes: readonly OnnxAttribute[] = [],
  ): Symbolic[] {
    const outputs = shapes.map((shape) => ({ name: this.#fresh(operator.toLowerCase()), shape }));
    this.#nodes.push({ operator, inputs, outputs: outputs.map(({ name }) => name), attributes });
    return outputs;
  }

  /** One node with one output. */
  apply(
    operator: Operator,
    inputs: readonly string[],
    shape: Shape,
    attributes: readonly OnnxAttribute[] = [],
  ): Symbolic {
    const [output] = this.node(operator, inputs, [shape], attributes);
    if (output === undefined) throw new LearningError("model-invalid", `${operator} wrote nothing`);
    return output;
  }

  record(inputs: readonly Symbolic[], outputs: readonly Symbolic[], backward: Backward): void {
    this.tape.push({ inputs, outputs, backward });
  }

  /** Makes a tensor an output of the model under a name of the caller's choice. */
  output(name: string, value: Symbolic): void {
    const flat = this.int64(value.shape.map((dim) => (dim === "N" ? -1 : dim)));
    this.#nodes.push({ operator: "Reshape", inputs: [value.name, flat], outputs: [name], attributes: [] });
    this.#outputs.push({ name, shape: value.shape });
  }

  get nodeCount(): number {
    return this.#nodes.length;
  }

  /**
   * The bytes of the finished model, without what no output depends on; for the opset of a model it took over if it did.
   * Throws `model-invalid`.
   */
  encode(opset?: number): Uint8Array {
    const needed = new Set(this.#outputs.map(({ name }) => name));
    // A runtime works out every node there is; the backward pass leaves gradients that nobody asked for.
    const nodes = this.#nodes.toReversed().filter(({ inputs, outputs }) => {
      const live = outputs.some((name) => needed.has(name));
      if (live) for (const name of inputs) needed.add(name);
      return live;
    });
    return encodeModel({
      name: this.#name,
      ...(opset === undefined ? {} : { opset }),
      nodes: nodes.toReversed(),
      initializers: this.#initializers.filter(({ name }) => needed.has(name)),
      inputs: this.#inputs,
      outputs: this.#outputs,
    });
  }

  #fresh(stem: string): string {
    this.#next += 1;
    return `${stem}_${this.#next}`;
  }
}
