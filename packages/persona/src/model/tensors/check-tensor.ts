import type { Findings } from "../findings.ts";
import { tensorOf, type Tensor } from "../inference/tensor.ts";
import { MODEL_LIMITS } from "../limits.ts";
import type { TensorProto } from "../onnx/messages.ts";
import { bytesOf, elementTypeOf, isStringType, type ElementType } from "./element-type.ts";
import { holdsBooleans, holdsFinite, wholeNumbers } from "./values.ts";

/** A tensor in the file whose values were found to be what its type and dimensions say. */
export type StoredTensor = Tensor & { readonly elements: number };

type Check = { readonly tensor: TensorProto; readonly path: string; readonly findings: Findings };

// Beyond this many whole numbers a tensor is no shape and no list of places; its values are then not kept.
const KNOWN_ELEMENTS = 1_024;

/** Holds one tensor of the file to every rule for tensors; null where it breaks one. */
export function checkTensor(tensor: TensorProto, path: string, findings: Findings): StoredTensor | null {
  const check = { tensor, path, findings };
  const type = checkType(check);
  const elements = checkDimensions(check);
  if (!isInside(check) || type === null || elements === null) return null;
  if (!holdsOnce(check, type, elements) || !fills(check, type, elements) || !areSound(check, type)) return null;
  const isWhole = type === "int32" || type === "int64";
  const known = isWhole && elements <= KNOWN_ELEMENTS ? wholeNumbers(tensor, type) : null;
  return { ...tensorOf(type, tensor.dims, known), elements };
}

function checkType({ tensor, path, findings }: Check): ElementType | null {
  const type = elementTypeOf(tensor.data_type);
  if (type !== null) return type;
  if (isStringType(tensor.data_type))
    findings.add("string-tensor", path, "A policy has no text in it: remove the tensor.");
  else
    findings.add(
      "tensor-type",
      path,
      `Element type ${tensor.data_type ?? 0} is not float32, double, int32, int64 or boolean: store it as float32.`,
    );
  return null;
}

/** How many elements the dimensions hold. Doubles do not wrap around, so too large is never small. */
function checkDimensions({ tensor: { dims }, path, findings }: Check): number | null {
  const elements = dims.reduce((product, dim) => product * dim, 1);
  if (dims.some((dim) => dim < 0)) {
    findings.add("dimension-negative", path, `[${dims.join(", ")}] has a dimension below 0: export the model again.`);
    return null;
  }
  if (dims.every((dim) => dim <= MODEL_LIMITS.parameters) && elements <= MODEL_LIMITS.parameters) return elements;
  const most = MODEL_LIMITS.parameters.toLocaleString("en");
  findings.add("dimension-overflow", path, `[${dims.join(", ")}] holds more than ${most} elements: make it smaller.`);
  return null;
}

function isInside({ tensor, path, findings }: Check): boolean {
  if ((tensor.data_location ?? 0) === 0) return true;
  const sentence = "The tensor says that its values lie in another file: save the model with all data inside.";
  findings.add("external-data", path, sentence);
  return false;
}

const FIELD_OF = {
  float: "float_data",
  double: "double_data",
  int32: "int32_data",
  boolean: "int32_data",
  int64: "int64_data",
} as const satisfies Record<ElementType, keyof TensorProto>;

/** Exactly one field has values, and it is one that the element type may have them in. */
function holdsOnce({ tensor, path, findings }: Check, type: ElementType, elements: number): boolean {
  const typed = (["float_data", "int32_data", "int64_data", "double_data"] as const).filter(
    (field) => tensor[field].length > 0,
  );
  const given = [...typed, ...(tensor.raw_data === undefined ? [] : ["raw_data" as const])];
  const [field, ...more] = given;
  if (more.length > 0) {
    const sentence = `Values stand in ${given.join(" and ")}, and runtimes differ in which counts: keep one.`;
    findings.add("tensor-values", path, sentence);
    return false;
  }
  if (field === undefined ? elements === 0 : field === "raw_data" || field === FIELD_OF[type]) return true;
  const sentence =
    field === undefined
      ? "The tensor has no values: save the model with all data inside."
      : `Values of ${type} do not stand in ${field}: export the model again.`;
  findings.add("tensor-values", path, sentence);
  return false;
}

function fills({ tensor, path, findings }: Check, type: ElementType, elements: number): boolean {
  const { raw_data: raw } = tensor;
  const wanted = raw === undefined ? elements : elements * bytesOf(type);
  const given = raw === undefined ? tensor[FIELD_OF[type]].length : raw.length;
  if (given === wanted) return true;
  const unit = raw === undefined ? "values" : "bytes";
  const sentence = `[${tensor.dims.join(", ")}] of ${type} takes ${wanted} ${unit} and has ${given}: export the model again.`;
  findings.add("tensor-size", path, sentence);
  return false;
}

function areSound({ tensor, path, findings }: Check, type: ElementType): boolean {
  if ((type === "float" || type === "double") && !holdsFinite(tensor, type)) {
    findings.add("tensor-not-finite", path, "It holds NaN or an infinite value: train again, or replace the value.");
    return false;
  }
  if (type !== "boolean" || holdsBooleans(tensor)) return true;
  findings.add("tensor-boolean", path, "It holds a boolean that is neither 0 nor 1: export the model again.");
  return false;
}
