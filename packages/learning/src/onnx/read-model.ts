import { isKernel } from "./kernels/kernels.ts";
import type { OnnxAttribute } from "./model.ts";
import type { OnnxModel, PortShape, ReadNode } from "./read-graph.ts";
import { readTensor } from "./read-tensor.ts";
import type { Value } from "./value.ts";
import { Message, refusal } from "./wire.ts";

// The gate's limits (DESIGN §7): what is larger is no policy.
const LIMITS = { bytes: 64 * 1024 * 1024, nodes: 512, constants: 1024, parameters: 8_000_000 };
const OPSETS = { min: 13, max: 21 };
const IR_VERSIONS = { min: 7, max: 10 };
const FLOAT = 1;

// Field numbers of onnx.proto. Functions (25), training info (20), sparse initializers (15) and the like are left out.
const MODEL = { 1: "one", 2: "one", 3: "one", 4: "one", 5: "one", 6: "one", 7: "one", 8: "many", 14: "many" } as const;
const GRAPH = { 1: "many", 2: "one", 5: "many", 10: "one", 11: "many", 12: "many", 13: "many", 16: "many" } as const;
const NODE = { 1: "many", 2: "many", 3: "one", 4: "one", 5: "many", 6: "one", 7: "one", 9: "many" } as const;
const ATTRIBUTE = {
  1: "one",
  2: "one",
  3: "one",
  4: "one",
  5: "one",
  7: "many",
  8: "many",
  13: "one",
  20: "one",
} as const;
const OPSET = { 1: "one", 2: "one" } as const;
const VALUE_INFO = { 1: "one", 2: "one", 3: "one", 4: "many" } as const;
const TYPE = { 1: "one", 6: "one" } as const;
const TENSOR_TYPE = { 1: "one", 2: "one" } as const;
const SHAPE = { 1: "many" } as const;
const DIMENSION = { 1: "one", 2: "one", 3: "one" } as const;

/**
 * Reads a ModelProto strictly: IR 7 to 10, one default opset 13 to 21, at most 512 dense operators that `evaluateOnnx`
 * knows (any other is refused by its name), every tensor inside the file and finite, nothing read before it is written.
 * Throws `model-invalid`.
 */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  if (bytes.length > LIMITS.bytes) throw refusal(`a model of ${bytes.length} bytes is larger than a policy may be`);
  const model = new Message(bytes, "the model", MODEL);
  const ir = model.integer(1, 0);
  if (ir < IR_VERSIONS.min || ir > IR_VERSIONS.max) throw refusal(`IR version ${ir} is not 7 to 10`);
  const opset = opsetOf(model);
  const payload = model.payload(7);
  if (payload === null) throw refusal("the model has no graph");
  const graph = new Message(payload, "the graph", GRAPH);
  const constants = constantsOf(graph);
  const inputs = graph
    .bytes(11)
    .map(floatPort)
    .filter(({ name }) => !constants.has(name));
  const outputs = graph.bytes(12).map(floatPort);
  const nodes = graph.bytes(1);
  if (nodes.length > LIMITS.nodes) throw refusal(`${nodes.length} nodes are more than ${LIMITS.nodes}`);
  refuseOperators(nodes);
  const read: OnnxModel = {
    opset,
    nodes: nodes.map(readNode),
    constants,
    inputs: inputs.map(({ name }) => name),
    outputs: outputs.map(({ name }) => name),
    shapes: new Map([...inputs, ...outputs].map(({ name, shape }) => [name, shape])),
  };
  checkNames(read);
  return read;
}

function opsetOf(model: Message): number {
  const imports = model.bytes(8).map((bytes) => new Message(bytes, "an opset import", OPSET));
  const [only] = imports;
  if (only === undefined || imports.length > 1 || !["", "ai.onnx"].includes(only.text(1)))
    throw refusal("the model must import the default opset and no other");
  const opset = only.integer(2, 0);
  if (opset < OPSETS.min || opset > OPSETS.max) throw refusal(`opset ${opset} is not ${OPSETS.min} to ${OPSETS.max}`);
  return opset;
}

function constantsOf(graph: Message): Map<string, Value> {
  const constants = new Map<string, Value>();
  let parameters = 0;
  for (const bytes of graph.bytes(5)) {
    const { name, value } = readTensor(bytes);
    if (name === "" || constants.has(name)) throw refusal(`the name "${name}" is empty or defined twice`);
    parameters += value.data.length;
    constants.set(name, value);
  }
  if (constants.size > LIMITS.constants || parameters > LIMITS.parameters)
    throw refusal(`${parameters} parameters in ${constants.size} tensors are more than a policy may have`);
  return constants;
}

function floatPort(bytes: Uint8Array): { name: string; shape: PortShape } {
  const info = new Message(bytes, "a port of the graph", VALUE_INFO);
  const name = info.text(1);
  const type = new Message(info.payload(2) ?? new Uint8Array(), `the type of "${name}"`, TYPE);
  const tensor = new Message(type.payload(1) ?? new Uint8Array(), `the type of "${name}"`, TENSOR_TYPE);
  if (tensor.integer(1, 0) !== FLOAT) throw refusal(`"${name}" is not a float32 tensor`);
  const shape = tensor.payload(2);
  if (shape === null) return { name, shape: null };
  const dims = new Message(shape, `the shape of "${name}"`, SHAPE).bytes(1);
  return { name, shape: dims.map((dim) => sizeOfDim(new Message(dim, `a dimension of "${name}"`, DIMENSION))) };
}

function sizeOfDim(dim: Message): number | null {
  return dim.has(1) ? dim.integer(1, 0) : null;
}

// All of them at once: who exported the model has to know everything that must go.
function refuseOperators(nodes: readonly Uint8Array[]): void {
  const unknown = new Set<string>();
  for (const bytes of nodes) {
    const node = new Message(bytes, "a node", NODE);
    const [domain, operator] = [node.text(7), node.text(4)];
    if (!["", "ai.onnx"].includes(domain) || !isKernel(operator))
      unknown.add([domain, operator].filter(Boolean).join("."));
  }
  const [first, ...more] = unknown;
  if (first === undefined) return;
  throw refusal(
    more.length === 0
      ? `the operator ${first} is not one this evaluator has`
      : `the operators ${[...unknown].join(", ")} are not among those this evaluator has`,
  );
}

function readNode(bytes: Uint8Array): ReadNode {
  const node = new Message(bytes, "a node", NODE);
  const operator = node.text(4);
  const attributes = new Map<string, OnnxAttribute>();
  for (const bytesOfOne of node.bytes(5)) {
    const attribute = readAttribute(bytesOfOne);
    if (attributes.has(attribute.name)) throw refusal(`${operator} has the attribute ${attribute.name} twice`);
    attributes.set(attribute.name, attribute);
  }
  return { operator, inputs: node.texts(1), outputs: node.texts(2), attributes };
}

type AttributeReader = (attribute: Message, name: string) => OnnxAttribute;

const attributeReaders: Readonly<Record<number, AttributeReader>> = {
  1: (attribute, name) => ({ kind: "float", name, value: attribute.floats(2)[0] ?? 0 }),
  2: (attribute, name) => ({ kind: "int", name, value: attribute.integer(3, 0) }),
  3: (attribute, name) => ({ kind: "string", name, value: attribute.text(4) }),
  4: (attribute, name) => ({
    kind: "tensor",
    name,
    value: readTensor(attribute.payload(5) ?? new Uint8Array()).value,
  }),
  6: (attribute, name) => ({ kind: "floats", name, value: attribute.floats(7) }),
  7: (attribute, name) => ({ kind: "ints", name, value: attribute.integers(8) }),
};

function readAttribute(bytes: Uint8Array): OnnxAttribute {
  const attribute = new Message(bytes, "an attribute", ATTRIBUTE);
  const read = attributeReaders[attribute.integer(20, 0)];
  if (read === undefined)
    throw refusal(`the attribute ${attribute.text(1)} has a type that this evaluator does not allow`);
  return read(attribute, attribute.text(1));
}

function checkNames({ nodes, constants, inputs, outputs }: OnnxModel): void {
  const known = new Set([...constants.keys(), ...inputs]);
  for (const { operator, inputs: reads, outputs: writes } of nodes) {
    for (const name of reads)
      if (name !== "" && !known.has(name)) throw refusal(`${operator} reads "${name}" before anything writes it`);
    for (const name of writes) {
      if (known.has(name)) throw refusal(`the name "${name}" is defined twice`);
      if (name !== "") known.add(name);
    }
  }
  for (const name of outputs) if (!known.has(name)) throw refusal(`nothing writes the output "${name}"`);
}
