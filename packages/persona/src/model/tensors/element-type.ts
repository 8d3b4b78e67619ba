/** What a tensor of a policy may hold. */
export type ElementType = "float" | "double" | "int32" | "int64" | "boolean";

/** TensorProto.DataType of onnx.proto, and the bytes of one element. */
const TYPES: ReadonlyMap<number, { readonly type: ElementType; readonly bytes: number }> = new Map([
  [1, { type: "float", bytes: 4 }],
  [6, { type: "int32", bytes: 4 }],
  [7, { type: "int64", bytes: 8 }],
  [9, { type: "boolean", bytes: 1 }],
  [11, { type: "double", bytes: 8 }],
]);
const BYTES: ReadonlyMap<ElementType, number> = new Map([...TYPES.values()].map(({ type, bytes }) => [type, bytes]));
const STRING = 8;

/** The element type of ONNX's number for it, null where a policy may not have it. */
export function elementTypeOf(dataType: number | undefined): ElementType | null {
  return TYPES.get(dataType ?? 0)?.type ?? null;
}

export function isStringType(dataType: number | undefined): boolean {
  return dataType === STRING;
}

/** Bytes of one element. */
export function bytesOf(type: ElementType): number {
  return BYTES.get(type) ?? 0;
}
