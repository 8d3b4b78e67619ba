import type { ElementType } from "../tensors/element-type.ts";
import type { Dim } from "./dims.ts";

/** What is known of a tensor before anything runs. */
export type Tensor = {
  readonly type: ElementType;
  readonly dims: readonly Dim[];
  /** Its whole numbers in row-major order where they do not depend on what the policy is fed; null for all else. */
  readonly known: readonly Dim[] | null;
};

export function tensorOf(type: ElementType, dims: readonly Dim[], known: readonly Dim[] | null = null): Tensor {
  return { type, dims, known };
}

/** Known values that are plain numbers, as indices and sizes of cuts must be. */
export function numbersOf({ known }: Tensor): readonly number[] | null {
  return known?.every((value) => typeof value === "number") === true ? known : null;
}

/** The known numbers of a vector of int64, as axes and places of cuts have to be. */
export function vectorOf(tensor: Tensor): readonly number[] | null {
  return tensor.type === "int64" && tensor.dims.length === 1 ? numbersOf(tensor) : null;
}

/** Whether a whole number stands for itself in a type: neither cut to what a double holds, nor too large for 32 bits. */
export function isExact(value: number, type: ElementType): boolean {
  return type === "int32"
    ? (value | 0) === value
    : Math.abs(value) < Number.MAX_SAFE_INTEGER && Number.isInteger(value);
}
