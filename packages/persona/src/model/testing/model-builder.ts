import { bytes, float, floatBytes, int, int64Bytes, joined, message, text, type Field } from "./protobuf-writer.ts";

/** An attribute: a float is written as `{ float: 1 }`, so that 1 alone is an integer. */
export type WrittenAttribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: WrittenTensor }
  | { readonly fields: readonly Field[] };

export type WrittenNode = {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
  readonly domain?: string;
  /** Fields beside those above. */
  readonly extra?: readonly Field[];
};

export type WrittenTensor = {
  readonly name: string;
  readonly dims: readonly (number | bigint)[];
  readonly floats?: readonly number[];
  readonly integers?: readonly (number | bigint)[];
  /** In place of type and values. */
  readonly fields?: readonly Field[];
};

export type WrittenDims = readonly (number | string)[];

export type WrittenModel = {
  readonly ir?: number;
  readonly opset?: number;
  readonly nodes: readonly WrittenNode[];
  readonly tensors?: readonly WrittenTensor[];
  readonly inputs: Readonly<Record<string, WrittenDims>>;
  readonly outputs: Readonly<Record<string, WrittenDims>>;
  /** Further fields of the graph and of the model. */
  readonly graphExtra?: readonly Field[];
  readonly extra?: readonly Field[];
};

/** The bytes of a ModelProto, as an exporter would write it and, where told so, as none would. */
export function modelBytes(model: WrittenModel): Uint8Array {
  const { ir = 8, opset = 17, extra = [] } = model;
  return joined([int(1, ir), text(2, "builder"), message(7, graphFields(model)), opsetField("", opset), ...extra]);
}

export function graphFields({ nodes, tensors = [], inputs, outputs, graphExtra = [] }: WrittenModel): Field[] {
  return [
    ...nodes.map((node, at) => message(1, nodeFields(node, at))),
    text(2, "graph"),
    ...tensors.map((tensor) => message(5, tensorFields(tensor))),
    ...Object.entries(inputs).map(([name, dims]) => message(11, portFields(name, dims))),
    ...Object.entries(outputs).map(([name, dims]) => message(12, portFields(name, dims))),
    ...graphExtra,
  ];
}

export function opsetField(domain: string, version: number): Field {
  return message(8, [text(1, domain), int(2, version)]);
}

function nodeFields(
  { operator, inputs, outputs, attributes = {}, domain, extra = [] }: WrittenNode,
  at: number,
): Field[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, `node_${at}`),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => message(5, [text(1, name), ...attributeFields(value)])),
    ...(domain === undefined ? [] : [text(7, domain)]),
    ...extra,
  ];
}

function attributeFields(value: WrittenAttribute): readonly Field[] {
  if (typeof value === "number") return [int(3, value), int(20, 2)];
  if (typeof value === "string") return [text(4, value), int(20, 3)];
  if ("float" in value) return [float(2, value.float), int(20, 1)];
  if ("floats" in value) return [...value.floats.map((each) => float(7, each)), int(20, 6)];
  if ("tensor" in value) return [message(5, tensorFields(value.tensor)), int(20, 4)];
  if ("fields" in value) return value.fields;
  return [...value.map((each) => int(8, each)), int(20, 7)];
}

export function tensorFields({ name, dims, floats, integers, fields }: WrittenTensor): Field[] {
  const values =
    fields ??
    (integers === undefined
      ? [int(2, 1), bytes(9, floatBytes(floats ?? []))]
      : [int(2, 7), bytes(9, int64Bytes(integers))]);
  return [...dims.map((dim) => int(1, dim)), ...values, text(8, name)];
}

export function portFields(name: string, dims: WrittenDims, elementType = 1): Field[] {
  const shape = dims.map((dim) => message(1, [typeof dim === "number" ? int(1, dim) : text(2, dim)]));
  return [text(1, name), message(2, [message(1, [int(1, elementType), message(2, shape)])])];
}
