// Models that no exporter of ours would write, in the field numbers of onnx.proto (IR 8).

type Bytes = readonly number[];
type Part = Bytes | string;

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

function varint(value: number | bigint): Bytes {
  const groups: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) groups.push(Number(rest & 127n) | 128);
  return [...groups, Number(rest)];
}

const int = (field: number, value: number | bigint): Bytes => [...varint(field << 3), ...varint(value)];

function bytes(field: number, ...parts: readonly Part[]): Bytes {
  const content = parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : [...part]));
  return [...varint((field << 3) | 2), ...varint(content.length), ...content];
}

export type Node = {
  readonly op: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly attributes?: readonly Bytes[];
};

export const axis = (value: number): Bytes => bytes(5, bytes(1, "axis"), int(3, value), int(20, 2));
export const body = (graph: Bytes): Bytes => bytes(5, bytes(1, "body"), bytes(6, graph), int(20, 5));

function node({ op, from, to, attributes = [] }: Node): Bytes {
  return bytes(
    1,
    ...from.map((name) => bytes(1, name)),
    ...to.map((name) => bytes(2, name)),
    bytes(4, op),
    ...attributes,
  );
}

function port(field: number, name: string, type: number, dims: readonly (number | string)[]): Bytes {
  const shape = dims.map((dim) => bytes(1, typeof dim === "number" ? int(1, dim) : bytes(2, dim)));
  return bytes(field, bytes(1, name), bytes(2, bytes(1, int(1, type), bytes(2, ...shape))));
}

export function boolInitializer(name: string, value: boolean): Bytes {
  return bytes(5, int(2, BOOL), bytes(8, name), bytes(9, [value ? 1 : 0]));
}

export function shapeInitializer(name: string, dims: readonly number[]): Bytes {
  const raw = [...new Uint8Array(BigInt64Array.from(dims, BigInt).buffer)];
  return bytes(5, int(1, dims.length), int(2, INT64), bytes(8, name), bytes(9, raw));
}

/** Floats [1,1] that are said to be in a file. */
export function externalInitializer(name: string, file: string): Bytes {
  const entry = (key: string, value: string): Bytes => bytes(13, bytes(1, key), bytes(2, value));
  return bytes(5, int(1, 1), int(1, 1), int(2, FLOAT), bytes(8, name), entry("location", file), int(14, 1));
}

/** The body of a Loop that goes on for ever with what it was given. */
export const endless: Bytes = [
  ...node({ op: "Identity", from: ["on"], to: ["still_on"] }),
  ...node({ op: "Identity", from: ["x"], to: ["same_x"] }),
  ...bytes(2, "body"),
  ...port(11, "turn", INT64, []),
  ...port(11, "on", BOOL, []),
  ...port(11, "x", FLOAT, ["N", 1]),
  ...port(12, "still_on", BOOL, []),
  ...port(12, "same_x", FLOAT, ["N", 1]),
];

/** A policy of the contract of one number and one signal, whose answer is `y` [N,1], made by the nodes. */
export function policyBytes(nodes: readonly Node[], initializers: readonly Bytes[] = []): Uint8Array {
  const graph = bytes(
    7,
    ...nodes.map(node),
    node({ op: "Sigmoid", from: ["y"], to: ["share"] }),
    node({ op: "Concat", from: ["share", "share"], to: ["weights.cpu_allocation"], attributes: [axis(1)] }),
    node({ op: "Identity", from: ["y"], to: ["value"] }),
    bytes(2, "policy"),
    ...initializers,
    port(11, "signals", FLOAT, ["N", 1]),
    port(11, "present", FLOAT, ["N", 1]),
    port(11, "config", FLOAT, ["N", 1]),
    port(12, "weights.cpu_allocation", FLOAT, ["N", 2]),
    port(12, "value", FLOAT, ["N", 1]),
  );
  return Uint8Array.from([...int(1, 8), ...graph, ...bytes(8, int(2, 17))]);
}
