import { type Initializer, ONNX_IR_VERSION, ONNX_OPSET, type OnnxAttribute, type OnnxGraph } from "./model.ts";
import type { OnnxNode, ValueInfo } from "./model.ts";
import { bytesField, type Field, floatField, intField, message, messageField, stringField } from "./protobuf.ts";
import { validateGraph } from "./validate.ts";
import type { Value } from "./value.ts";

// Field and enum numbers are those of onnx.proto (IR version 8).
const TYPE_FLOAT = 1;
const TYPES = { float: TYPE_FLOAT, int64: 7, boolean: 9 } as const;
const ATTRIBUTE = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

/** The exact bytes of a ModelProto: same graph, same bytes. Throws `model-invalid`. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  validateGraph(graph);
  return message([
    intField(1, ONNX_IR_VERSION),
    stringField(2, "fleet-persona"),
    messageField(7, [
      ...graph.nodes.map((node) => messageField(1, nodeFields(node))),
      stringField(2, graph.name),
      ...graph.initializers.map((initializer) => messageField(5, tensorFields(initializer))),
      ...graph.inputs.map((input) => messageField(11, valueInfoFields(input))),
      ...graph.outputs.map((output) => messageField(12, valueInfoFields(output))),
    ]),
    messageField(8, [stringField(1, ""), intField(2, graph.opset ?? ONNX_OPSET)]),
  ]);
}

function nodeFields(node: OnnxNode): Field[] {
  return [
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    stringField(4, node.operator),
    ...node.attributes.map((attribute) => messageField(5, attributeFields(attribute))),
  ];
}

function attributeFields(attribute: OnnxAttribute): Field[] {
  return [stringField(1, attribute.name), ...valueFields(attribute), intField(20, ATTRIBUTE[attribute.kind])];
}

function valueFields(attribute: OnnxAttribute): Field[] {
  switch (attribute.kind) {
    case "float":
      return [floatField(2, attribute.value)];
    case "int":
      return [intField(3, attribute.value)];
    case "string":
      return [stringField(4, attribute.value)];
    case "tensor":
      return [messageField(5, tensorFields(initializerOf(attribute.name, attribute.value)))];
    case "floats":
      return attribute.value.map((value) => floatField(7, value));
    case "ints":
      return attribute.value.map((value) => intField(8, value));
    default:
      return attribute satisfies never;
  }
}

/** A value that was read, as a tensor to write. */
export function initializerOf(name: string, { kind, dims, data }: Value): Initializer {
  if (kind === "float") return { kind, name, dims, data: Float32Array.from(data) };
  return { kind: kind === "boolean" ? "boolean" : "int64", name, dims, data: [...data] };
}

function tensorFields(initializer: Initializer): Field[] {
  return [
    ...initializer.dims.map((dim) => intField(1, dim)),
    intField(2, TYPES[initializer.kind]),
    stringField(8, initializer.name),
    bytesField(9, rawData(initializer)),
  ];
}

function rawData(initializer: Initializer): Uint8Array {
  if (initializer.kind === "boolean") return Uint8Array.from(initializer.data);
  const width = initializer.kind === "float" ? 4 : 8;
  const bytes = new Uint8Array(initializer.data.length * width);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of initializer.data.entries()) {
    if (initializer.kind === "float") view.setFloat32(at * width, value, true);
    else view.setBigInt64(at * width, BigInt(value), true);
  }
  return bytes;
}

function valueInfoFields(value: ValueInfo): Field[] {
  const dims = value.shape.map((dim) => messageField(1, [dim === "N" ? stringField(2, dim) : intField(1, dim)]));
  const tensorType = [intField(1, TYPE_FLOAT), messageField(2, dims)];
  return [stringField(1, value.name), messageField(2, [messageField(1, tensorType)])];
}
