import { type Initializer, ONNX_IR_VERSION, ONNX_OPSET, type OnnxAttribute, type OnnxGraph } from "./model.ts";
import type { OnnxNode, ValueInfo } from "./model.ts";
import { bytesField, type Field, floatField, intField, message, messageField, stringField } from "./protobuf.ts";
import { validateGraph } from "./validate.ts";

// Field and enum numbers are those of onnx.proto (IR version 8).
const TYPE_FLOAT = 1;
const TYPE_INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

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
    messageField(8, [stringField(1, ""), intField(2, ONNX_OPSET)]),
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
  switch (attribute.kind) {
    case "float":
      return [stringField(1, attribute.name), floatField(2, attribute.value), intField(20, ATTRIBUTE_FLOAT)];
    case "ints":
      return [
        stringField(1, attribute.name),
        ...attribute.value.map((value) => intField(8, value)),
        intField(20, ATTRIBUTE_INTS),
      ];
    case "int":
      return [stringField(1, attribute.name), intField(3, attribute.value), intField(20, ATTRIBUTE_INT)];
    default:
      return attribute satisfies never;
  }
}

function tensorFields(initializer: Initializer): Field[] {
  return [
    ...initializer.dims.map((dim) => intField(1, dim)),
    intField(2, initializer.kind === "float" ? TYPE_FLOAT : TYPE_INT64),
    stringField(8, initializer.name),
    bytesField(9, rawData(initializer)),
  ];
}

function rawData(initializer: Initializer): Uint8Array {
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
