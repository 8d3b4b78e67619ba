import type { TensorProto } from "../onnx/messages.ts";

const TWO_32 = 2 ** 32;

/**
 * Whether all floats are finite. In raw bytes a look at the exponent is enough: all of its bits set is NaN or infinite
 * (IEEE 754), and they are the last two bytes of each number.
 */
export function holdsFinite(tensor: TensorProto, type: "float" | "double"): boolean {
  const { raw_data: raw } = tensor;
  if (raw === undefined) return (type === "float" ? tensor.float_data : tensor.double_data).every(Number.isFinite);
  const width = type === "float" ? 4 : 8;
  const low = type === "float" ? 0x80 : 0xf0;
  for (let at = width - 1; at < raw.length; at += width) {
    if (((raw[at] ?? 0) & 0x7f) === 0x7f && ((raw[at - 1] ?? 0) & low) === low) return false;
  }
  return true;
}

/** Whether all booleans are 0 or 1. */
export function holdsBooleans({ raw_data: raw, int32_data: numbers }: TensorProto): boolean {
  return (raw ?? numbers).every((value: number) => value === 0 || value === 1);
}

/** The whole numbers of a tensor that was found to hold them; beyond what a double holds exactly, the largest it does. */
export function wholeNumbers(tensor: TensorProto, type: "int32" | "int64"): readonly number[] {
  const { raw_data: raw } = tensor;
  if (raw === undefined) return type === "int32" ? tensor.int32_data : tensor.int64_data;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  if (type === "int32") return Array.from({ length: raw.length / 4 }, (_, at) => view.getInt32(4 * at, true));
  return Array.from({ length: raw.length / 8 }, (_, at) => {
    const value = view.getInt32(8 * at + 4, true) * TWO_32 + view.getUint32(8 * at, true);
    return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
  });
}
