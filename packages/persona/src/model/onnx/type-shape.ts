import { MODEL_LIMITS } from "../limits.ts";
import { message } from "../wire/decode-message.ts";
import { many, messageShape, one, type MessageShape } from "../wire/message-shape.ts";
import { int32, int64, name, text } from "../wire/scalars.ts";
import type { DimensionProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto } from "./messages.ts";
import { ENTRY } from "./tensor-shape.ts";

const DIMENSION: MessageShape<DimensionProto> = messageShape<DimensionProto>({
  dim_value: one(1, int64),
  dim_param: one(2, name),
  denotation: one(3, name),
});

const TENSOR_SHAPE: MessageShape<TensorShapeProto> = messageShape<TensorShapeProto>({
  dim: many(
    1,
    message(() => DIMENSION),
    MODEL_LIMITS.rank,
  ),
});

const TENSOR_TYPE: MessageShape<TensorTypeProto> = messageShape<TensorTypeProto>({
  elem_type: one(1, int32),
  shape: one(
    2,
    message(() => TENSOR_SHAPE),
  ),
});

const NOT_TENSOR = "A policy passes dense tensors and nothing else: export it without this type.";

const TYPE: MessageShape<TypeProto> = messageShape<TypeProto>(
  {
    tensor_type: one(
      1,
      message(() => TENSOR_TYPE),
    ),
    denotation: one(6, name),
  },
  {
    4: { name: "sequence_type", code: "type-not-tensor", message: NOT_TENSOR },
    5: { name: "map_type", code: "type-not-tensor", message: NOT_TENSOR },
    7: { name: "opaque_type", code: "type-not-tensor", message: NOT_TENSOR },
    8: { name: "sparse_tensor_type", code: "sparse-tensor", message: NOT_TENSOR },
    9: { name: "optional_type", code: "type-not-tensor", message: NOT_TENSOR },
  },
);

/** A named value with its type. */
export const VALUE_INFO: MessageShape<ValueInfoProto> = messageShape<ValueInfoProto>({
  name: one(1, name),
  type: one(
    2,
    message(() => TYPE),
  ),
  doc_string: one(3, text),
  metadata_props: many(
    4,
    message(() => ENTRY),
    MODEL_LIMITS.metadata,
  ),
});
