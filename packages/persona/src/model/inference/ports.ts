import type { Findings } from "../findings.ts";
import type { DimensionProto, ValueInfoProto } from "../onnx/messages.ts";
import { elementTypeOf, type ElementType } from "../tensors/element-type.ts";
import { BATCH, type Dim } from "./dims.ts";
import { tensorOf, type Tensor } from "./tensor.ts";

/** What the file says of a value: a size, or null where it is free; null for everything it does not say. */
export type Declared = { readonly type: ElementType | null; readonly dims: readonly (number | null)[] | null };

/** Reads a declared type. What is no size at all is told. */
export function declared({ type }: ValueInfoProto, path: string, findings: Findings): Declared {
  const tensor = type?.tensor_type;
  const dims = tensor?.shape?.dim.map((dim, at) => declaredDim(dim, `${path}.shape.dim[${at}]`, findings)) ?? null;
  return { type: elementTypeOf(tensor?.elem_type), dims };
}

/** An input of the graph: float32, of known size but for a free first dimension, which is the batch. */
export function inputTensor(port: ValueInfoProto, path: string, findings: Findings): Tensor | null {
  const { type, dims } = declared(port, path, findings);
  if (type !== "float") {
    findings.add("port-type", path, "The input is not a float32 tensor: cast before the policy, not within it.");
    return null;
  }
  const sizes = dims?.map((dim, at): Dim | null => dim ?? (at === 0 ? BATCH : null));
  if (sizes === undefined || sizes.includes(null)) {
    findings.add("port-shape", path, "Only the first dimension may be free: export with fixed widths.");
    return null;
  }
  const isSize = sizes.every((dim) => typeof dim !== "number" || dim >= 0);
  return isSize ? tensorOf("float", sizes as readonly Dim[]) : null;
}

function declaredDim(
  { dim_value: size, dim_param: called }: DimensionProto,
  path: string,
  findings: Findings,
): number | null {
  if (size !== undefined && called !== undefined)
    findings.add("dimension-ambiguous", path, "The dimension has a size and a name: keep one.");
  if (size !== undefined && size < 0)
    findings.add("dimension-negative", path, "The dimension is below 0: export the model again.");
  // ONNX writes a free dimension as one without a value; a size of -1 would be another's way to say it.
  return size ?? null;
}
