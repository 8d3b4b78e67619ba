import { MODEL_LIMITS } from "../limits.ts";
import { message } from "../wire/decode-message.ts";
import { list, many, messageShape, one, type MessageShape } from "../wire/message-shape.ts";
import { float32, int32, int64, name, text } from "../wire/scalars.ts";
import type { AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto } from "./messages.ts";
import { ENTRY, TENSOR } from "./tensor-shape.ts";
import { VALUE_INFO } from "./type-shape.ts";

// Field numbers are those of onnx.proto at IR version 10. `s` is bytes there; every text that an operator takes is ASCII.
const OPSET: MessageShape<OperatorSetIdProto> = messageShape<OperatorSetIdProto>({
  domain: one(1, name),
  version: one(2, int64),
});

const REFERENCE = "An attribute of a function stands here: export the model with its functions inlined.";
const ODD_TYPE = "An attribute of this type is none that a dense operator takes: remove it.";

const ATTRIBUTE: MessageShape<AttributeProto> = messageShape<AttributeProto>(
  {
    name: one(1, name),
    f: one(2, float32),
    i: one(3, int64),
    s: one(4, name),
    t: one(
      5,
      message(() => TENSOR),
    ),
    g: one(
      6,
      message(() => GRAPH),
    ),
    floats: list(7, float32, MODEL_LIMITS.attributeNumbers),
    ints: list(8, int64, MODEL_LIMITS.attributeNumbers),
    graphs: many(
      11,
      message(() => GRAPH),
      1,
    ),
    doc_string: one(13, text),
    type: one(20, int32),
  },
  {
    9: { name: "strings", code: "attribute-type", message: ODD_TYPE },
    10: { name: "tensors", code: "attribute-type", message: ODD_TYPE },
    14: { name: "tp", code: "attribute-type", message: ODD_TYPE },
    15: { name: "type_protos", code: "attribute-type", message: ODD_TYPE },
    21: { name: "ref_attr_name", code: "attribute-reference", message: REFERENCE },
    22: { name: "sparse_tensor", code: "sparse-tensor", message: "Store the tensor densely." },
    23: { name: "sparse_tensors", code: "sparse-tensor", message: "Store the tensors densely." },
  },
);

const NODE: MessageShape<NodeProto> = messageShape<NodeProto>(
  {
    input: many(1, name, MODEL_LIMITS.nodePorts),
    output: many(2, name, MODEL_LIMITS.nodePorts),
    name: one(3, name),
    op_type: one(4, name),
    attribute: many(
      5,
      message(() => ATTRIBUTE),
      MODEL_LIMITS.attributes,
    ),
    doc_string: one(6, text),
    domain: one(7, name),
    metadata_props: many(
      9,
      message(() => ENTRY),
      MODEL_LIMITS.metadata,
    ),
  },
  { 8: { name: "overload", code: "function", message: "It names a local function's overload: inline functions." } },
);

const GRAPH: MessageShape<GraphProto> = messageShape<GraphProto>(
  {
    node: many(
      1,
      message(() => NODE),
      MODEL_LIMITS.nodes,
    ),
    name: one(2, name),
    initializer: many(
      5,
      message(() => TENSOR),
      MODEL_LIMITS.initializers,
    ),
    doc_string: one(10, text),
    input: many(
      11,
      message(() => VALUE_INFO),
      MODEL_LIMITS.initializers,
    ),
    output: many(
      12,
      message(() => VALUE_INFO),
      MODEL_LIMITS.ports,
    ),
    value_info: many(
      13,
      message(() => VALUE_INFO),
      MODEL_LIMITS.valueInfos,
    ),
    metadata_props: many(
      16,
      message(() => ENTRY),
      MODEL_LIMITS.metadata,
    ),
  },
  {
    14: {
      name: "quantization_annotation",
      code: "quantization-annotation",
      message: "Export the model in float32, not quantised.",
    },
    15: { name: "sparse_initializer", code: "sparse-tensor", message: "Store every initializer densely." },
  },
);

/** The whole file. */
export const MODEL: MessageShape<ModelProto> = messageShape<ModelProto>(
  {
    ir_version: one(1, int64),
    producer_name: one(2, name),
    producer_version: one(3, name),
    domain: one(4, name),
    model_version: one(5, int64),
    doc_string: one(6, text),
    graph: one(
      7,
      message(() => GRAPH),
    ),
    opset_import: many(
      8,
      message(() => OPSET),
      16,
    ),
    metadata_props: many(
      14,
      message(() => ENTRY),
      MODEL_LIMITS.metadata,
    ),
  },
  {
    20: { name: "training_info", code: "training-info", message: "Export the model for inference only." },
    25: { name: "functions", code: "function", message: "Export the model with its local functions inlined." },
  },
);
