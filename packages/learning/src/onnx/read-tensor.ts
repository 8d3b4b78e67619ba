import type { TensorProto } from "@fleet-persona/persona";
import { refusal } from "./refusal.ts";
import { type Value, sizeOf } from "./value.ts";

// TensorProto.DataType of onnx.proto, as in encode.ts.
const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;
const BOOL = 9;
const DOUBLE = 11;
const LISTS = ["float_data", "int32_data", "int64_data", "double_data"] as const;

/** A TensorProto: float32, double (read as float32), int32, int64 and boolean. Throws `model-invalid`. */
export function readTensor(tensor: TensorProto): { name: string; value: Value } {
  const { name = "", data_type: type, dims, raw_data: raw, data_location: location = 0 } = tensor;
  if (location !== 0) throw refusal(`the tensor "${name}" points outside the file`);
  const given = LISTS.filter((list) => tensor[list].length > 0).length + (raw === undefined ? 0 : 1);
  if (given > 1) throw refusal(`the tensor "${name}" gives its values twice`);
  const data = dataOf(tensor, name);
  if (data.length !== sizeOf(dims)) throw refusal(`"${name}" does not fill [${dims.join(", ")}]`);
  if (!data.every(Number.isFinite)) throw refusal(`"${name}" holds a value that is not finite`);
  const kind = type === FLOAT || type === DOUBLE ? "float" : type === BOOL ? "boolean" : "integer";
  return { name, value: { kind, dims, data } };
}

function dataOf(tensor: TensorProto, name: string): Float32Array | Float64Array {
  const { data_type: type = 0, raw_data: raw } = tensor;
  switch (type) {
    case FLOAT:
      return raw === undefined
        ? Float32Array.from(tensor.float_data)
        : rawOf(raw, 4, name, (view, at) => view.getFloat32(at, true), Float32Array);
    case DOUBLE:
      return raw === undefined
        ? Float32Array.from(tensor.double_data)
        : rawOf(raw, 8, name, (view, at) => view.getFloat64(at, true), Float32Array);
    case INT64:
      return raw === undefined
        ? Float64Array.from(tensor.int64_data)
        : rawOf(raw, 8, name, (view, at) => safe(view.getBigInt64(at, true)), Float64Array);
    case INT32:
      return raw === undefined
        ? Float64Array.from(tensor.int32_data)
        : rawOf(raw, 4, name, (view, at) => view.getInt32(at, true), Float64Array);
    case BOOL:
      return raw === undefined
        ? Float64Array.from(tensor.int32_data, (value) => Number(value !== 0))
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
