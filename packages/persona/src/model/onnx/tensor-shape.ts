import { MODEL_LIMITS } from "../limits.ts";
import { message } from "../wire/decode-message.ts";
import { list, many, messageShape, one, type MessageShape } from "../wire/message-shape.ts";
import { bytes, float32, float64, int32, int64, name, text } from "../wire/scalars.ts";
import type { StringStringEntryProto, TensorProto } from "./messages.ts";

/** A metadata entry. */
export const ENTRY: MessageShape<StringStringEntryProto> = messageShape<StringStringEntryProto>({
  key: one(1, name),
  value: one(2, text),
});

/** A dense tensor with its values in the file. */
export const TENSOR: MessageShape<TensorProto> = messageShape<TensorProto>(
  {
    dims: list(1, int64, MODEL_LIMITS.rank),
    data_type: one(2, int32),
    float_data: list(4, float32, MODEL_LIMITS.parameters),
    int32_data: list(5, int32, MODEL_LIMITS.parameters),
    int64_data: list(7, int64, MODEL_LIMITS.parameters),
    name: one(8, name),
    raw_data: one(9, bytes),
    double_data: list(10, float64, MODEL_LIMITS.parameters),
    doc_string: one(12, text),
    data_location: one(14, int32),
    metadata_props: many(
      16,
      message(() => ENTRY),
      MODEL_LIMITS.metadata,
    ),
  },
  {
    3: { name: "segment", code: "tensor-segment", message: "Store the tensor in one piece." },
    6: { name: "string_data", code: "string-tensor", message: "A policy has no text in it: remove the tensor." },
    11: { name: "uint64_data", code: "tensor-type", message: "Store the values as int64 or float32." },
    13: {
      name: "external_data",
      code: "external-data",
      message: "The values lie in another file, which nobody signed: save the model with all data inside.",
    },
  },
);
