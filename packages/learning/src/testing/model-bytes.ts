import { bytesField, type Field, floatField, intField, message, messageField, stringField } from "../onnx/protobuf.ts";

/** What a test puts into a model that the project's own writer would not write. */
export type Written =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] };

export type WrittenNode = {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Written>>;
  readonly domain?: string;
};

export type WrittenTensor = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly floats?: readonly number[];
  readonly integers?: readonly number[];
  readonly booleans?: readonly boolean[];
};

export type WrittenModel = {
  readonly nodes: readonly WrittenNode[];
  readonly tensors?: readonly WrittenTensor[];
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  /** Names, or names with dims. */
  readonly outputs: readonly string[] | Readonly<Record<string, readonly (number | string)[]>>;
  readonly opset?: number;
  readonly extra?: readonly Field[];
};

/** A ModelProto as another exporter might write it: names on nodes, a producer, values unpacked or raw. */
export function modelBytes({ nodes, tensors = [], inputs, outputs, opset = 17, extra = [] }: WrittenModel): Uint8Array {
  return message([
    intField(1, 8),
    stringField(2, "another exporter"),
    messageField(7, [
      ...nodes.map((node, at) => messageField(1, nodeFields(node, at))),
      stringField(2, "graph"),
      ...tensors.map((tensor) => messageField(5, tensorFields(tensor))),
      ...Object.entries(inputs).map(([name, dims]) => messageField(11, portFields(name, dims))),
      ...(Array.isArray(outputs)
        ? outputs.map((name: string) => messageField(12, portFields(name, null)))
        : Object.entries(outputs).map(([name, dims]) => messageField(12, portFields(name, dims)))),
    ]),
    messageField(8, [intField(2, opset)]),
    ...extra,
  ]);
}

function nodeFields({ operator, inputs, outputs, attributes = {}, domain }: WrittenNode, at: number): Field[] {
  return [
    ...inputs.map((name) => stringField(1, name)),
    ...outputs.map((name) => stringField(2, name)),
    stringField(3, `node_${at}`),
    stringField(4, operator),
    ...Object.entries(attributes).map(([name, value]) => messageField(5, attributeFields(name, value))),
    ...(domain === undefined ? [] : [stringField(7, domain)]),
  ];
}

function attributeFields(name: string, value: Written): Field[] {
  if (typeof value === "number") return [stringField(1, name), intField(3, value), intField(20, 2)];
  if (typeof value === "string") return [stringField(1, name), stringField(4, value), intField(20, 3)];
  if ("float" in value) return [stringField(1, name), floatField(2, value.float), intField(20, 1)];
  if ("floats" in value) return [stringField(1, name), ...value.floats.map((x) => floatField(7, x)), intField(20, 6)];
  return [stringField(1, name), ...value.map((x) => intField(8, x)), intField(20, 7)];
}

function tensorFields({ name, dims, floats, integers, booleans }: WrittenTensor): Field[] {
  const head = [...dims.map((dim) => intField(1, dim)), stringField(8, name)];
  if (floats !== undefined) return [...head, intField(2, 1), ...floats.map((x) => floatField(4, x))];
  if (integers !== undefined) return [...head, intField(2, 7), ...integers.map((x) => intField(7, x))];
  return [...head, intField(2, 9), bytesField(9, Uint8Array.from(booleans ?? [], Number))];
}

function portFields(name: string, dims: readonly (number | string)[] | null): Field[] {
  const shape = dims?.map((dim) => messageField(1, [typeof dim === "number" ? intField(1, dim) : stringField(2, dim)]));
  const tensorType = [intField(1, 1), ...(shape === undefined ? [] : [messageField(2, shape)])];
  return [stringField(1, name), messageField(2, [messageField(1, tensorType)])];
}
