import {
  MODEL_LIMITS,
  readModel,
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from "@fleet-persona/persona";
import { isKernel } from "./kernels/kernels.ts";
import type { OnnxAttribute } from "./model.ts";
import type { OnnxModel, PortShape, ReadNode } from "./read-graph.ts";
import { readTensor } from "./read-tensor.ts";
import { refusal } from "./refusal.ts";
import type { Value } from "./value.ts";

const FLOAT = 1;

/**
 * Reads a model with the gate's own strict reader: IR 7 to 10, one default opset 13 to 21, at most 512 dense operators that
 * `evaluateOnnx` knows (any other is refused by its name), every tensor inside the file and finite, nothing read before it
 * is written. Throws `model-invalid`.
 */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = strictly(bytes);
  const opset = opsetOf(model);
  const { graph } = model;
  if (graph === undefined) throw refusal("the model has no graph");
  const constants = constantsOf(graph);
  const inputs = graph.input.map(floatPort).filter(({ name }) => !constants.has(name));
  const outputs = graph.output.map(floatPort);
  refuseOperators(graph.node);
  const read: OnnxModel = {
    opset,
    nodes: graph.node.map(readNode),
    constants,
    inputs: inputs.map(({ name }) => name),
    outputs: outputs.map(({ name }) => name),
    shapes: new Map([...inputs, ...outputs].map(({ name, shape }) => [name, shape])),
  };
  checkNames(read);
  return read;
}

function strictly(bytes: Uint8Array): ModelProto {
  const { model, findings } = readModel(bytes);
  const [first] = findings;
  if (first !== undefined) throw refusal([first.path, first.message].filter(Boolean).join(": ").replace(/\.$/, ""));
  if (model === null) throw refusal("the bytes cannot be read");
  const { least, most } = MODEL_LIMITS.irVersions;
  const ir = model.ir_version ?? 0;
  if (ir < least || ir > most) throw refusal(`IR version ${ir} is not ${least} to ${most}`);
  return model;
}

function opsetOf({ opset_import: imports }: ModelProto): number {
  const [only] = imports;
  if (only === undefined || imports.length > 1 || !isDefault(only.domain))
    throw refusal("the model must import the default opset and no other");
  const { least, most } = MODEL_LIMITS.opsets;
  const opset = only.version ?? 0;
  if (opset < least || opset > most) throw refusal(`opset ${opset} is not ${least} to ${most}`);
  return opset;
}

function isDefault(domain = ""): boolean {
  return ["", "ai.onnx"].includes(domain);
}

function constantsOf(graph: GraphProto): Map<string, Value> {
  const constants = new Map<string, Value>();
  let parameters = 0;
  for (const tensor of graph.initializer) {
    const { name, value } = readTensor(tensor);
    if (name === "" || constants.has(name)) throw refusal(`the name "${name}" is empty or defined twice`);
    parameters += value.data.length;
    constants.set(name, value);
  }
  if (parameters > MODEL_LIMITS.parameters) throw refusal(`${parameters} parameters are more than a policy may have`);
  return constants;
}

function floatPort({ name = "", type }: ValueInfoProto): { name: string; shape: PortShape } {
  const tensor = type?.tensor_type;
  if (tensor?.elem_type !== FLOAT) throw refusal(`"${name}" is not a float32 tensor`);
  return { name, shape: tensor.shape?.dim.map(({ dim_value: size }) => size ?? null) ?? null };
}

// All of them at once: who exported the model has to know everything that must go.
function refuseOperators(nodes: readonly NodeProto[]): void {
  const unknown = new Set<string>();
  for (const { domain = "", op_type: operator = "" } of nodes) {
    if (!isDefault(domain) || !isKernel(operator)) unknown.add([domain, operator].filter(Boolean).join("."));
  }
  const [first, ...more] = unknown;
  if (first === undefined) return;
  throw refusal(
    more.length === 0
      ? `the operator ${first} is not one this evaluator has`
      : `the operators ${[...unknown].join(", ")} are not among those this evaluator has`,
  );
}

function readNode({ op_type: operator = "", input, output, attribute }: NodeProto): ReadNode {
  const attributes = new Map<string, OnnxAttribute>();
  for (const each of attribute) {
    const read = readAttribute(each);
    if (attributes.has(read.name)) throw refusal(`${operator} has the attribute ${read.name} twice`);
    attributes.set(read.name, read);
  }
  return { operator, inputs: input, outputs: output, attributes };
}

type AttributeReader = (attribute: AttributeProto, name: string) => OnnxAttribute;

const attributeReaders: Readonly<Record<number, AttributeReader>> = {
  1: ({ f = 0 }, name) => ({ kind: "float", name, value: f }),
  2: ({ i = 0 }, name) => ({ kind: "int", name, value: i }),
  3: ({ s = "" }, name) => ({ kind: "string", name, value: s }),
  4: ({ t }, name) => {
    if (t === undefined) throw refusal(`the attribute ${name} has no value`);
    return { kind: "tensor", name, value: readTensor(t).value };
  },
  6: ({ floats }, name) => ({ kind: "floats", name, value: floats }),
  7: ({ ints }, name) => ({ kind: "ints", name, value: ints }),
};

function readAttribute(attribute: AttributeProto): OnnxAttribute {
  const { name = "", type = 0, g, graphs } = attribute;
  const read = attributeReaders[type];
  if (read === undefined || g !== undefined || graphs.length > 0)
    throw refusal(`the attribute ${name} has a type that this evaluator does not allow`);
  return read(attribute, name);
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
