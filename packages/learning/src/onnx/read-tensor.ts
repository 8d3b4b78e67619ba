import { type Value, sizeOf } from "./value.ts";
import { Message, refusal } from "./wire.ts";

// Numbers of onnx.proto, as in encode.ts. External data (13) and segments (3) are left out: a policy is one file.
const FIELDS = {
  1: "many",
  2: "one",
  4: "many",
  5: "many",
  7: "many",
  8: "one",
  9: "one",
  10: "many",
  12: "one",
  14: "one",
  16: "many",
} as const;
const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;
const BOOL = 9;
const DOUBLE = 11;
const VALUE_FIELDS = [4, 5, 7, 9, 10];

/** A TensorProto: float32, double (read as float32), int32, int64 and boolean. Throws `model-invalid`. */
export function readTensor(bytes: Uint8Array): { name: string; value: Value } {
  const message = new Message(bytes, "a tensor", FIELDS);
  const name = message.text(8);
  const type = message.integer(2, 0);
  if (message.integer(14, 0) !== 0) throw refusal(`the tensor "${name}" points outside the file`);
  if (VALUE_FIELDS.filter((field) => message.has(field)).length > 1)
    throw refusal(`the tensor "${name}" gives its values twice`);
  const dims = message.integers(1);
  const data = dataOf(message, type, name);
  if (data.length !== sizeOf(dims)) throw refusal(`"${name}" does not fill [${dims.join(", ")}]`);
  if (!data.every(Number.isFinite)) throw refusal(`"${name}" holds a value that is not finite`);
  const kind = type === FLOAT || type === DOUBLE ? "float" : type === BOOL ? "boolean" : "integer";
  return { name, value: { kind, dims, data } };
}

function dataOf(message: Message, type: number, name: string): Float32Array | Float64Array {
  const raw = message.payload(9);
  switch (type) {
    case FLOAT:
      return raw === null
        ? Float32Array.from(message.floats(4))
        : rawOf(raw, 4, name, (view, at) => view.getFloat32(at, true), Float32Array);
    case DOUBLE:
      if (raw === null) throw refusal(`the doubles of "${name}" are not raw`);
      return rawOf(raw, 8, name, (view, at) => view.getFloat64(at, true), Float32Array);
    case INT64:
      return raw === null
        ? Float64Array.from(message.integers(7))
        : rawOf(raw, 8, name, (view, at) => safe(view.getBigInt64(at, true)), Float64Array);
    case INT32:
      return raw === null
        ? Float64Array.from(message.integers(5))
        : rawOf(raw, 4, name, (view, at) => view.getInt32(at, true), Float64Array);
    case BOOL:
      return raw === null
        ? Float64Array.from(message.integers(5), (value) => Number(value !== 0))
        : rawOf(raw, 1, name, (view, at) => Number(view.getUint8(at) !== 0), Float64Array);
    default:
      throw refusal(`the tensor "${name}" has element type ${type}, which this evaluator does not work with`);
  }
}

function rawOf<Data extends Float32Array | Float64Array>(
  raw: Uint8Array,
  width: number,
  name: string,
  read: (view: DataView, at: number) => number,
  Type: new (length: number) => Data,
): Data {
  if (raw.length % width !== 0) throw refusal(`the tensor "${name}" ends inside a number`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const data = new Type(raw.length / width);
  for (let at = 0; at < data.length; at += 1) data[at] = read(view, at * width);
  return data;
}

function safe(value: bigint): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, Number(value)));
}
