import type { Adversarial } from "./adversarial.ts";
import { honestPolicy, integers, node, policyWith, policyWithNode } from "./honest-policy.ts";
import { graphFields, type WrittenAttribute, type WrittenNode } from "./model-builder.ts";
import { float, int, message, text } from "./protobuf-writer.ts";

const branch: WrittenAttribute = { fields: [message(6, graphFields(honestPolicy)), int(20, 5)] };
const one = (operator: string, inputs: readonly string[] = ["h"], attributes: WrittenNode["attributes"] = {}) =>
  policyWith([node(operator, inputs, ["n"], attributes)]);
const cast = node("Cast", ["h"], ["whole"], { to: 7 });

/** What single nodes must not do. */
export const adversarialNodes: readonly Adversarial[] = [
  ["a branch", "control-flow", () => one("If", ["h"], { then_branch: branch, else_branch: branch })],
  ["a loop", "control-flow", () => one("Loop", ["h"], { body: branch })],
  ["a scan", "control-flow", () => one("Scan", ["h"], { body: branch })],
  ["the graph of a branch", "subgraph", () => one("If", ["h"], { then_branch: branch })],
  ["an empty list of graphs", "subgraph", () => one("Neg", ["h"], { body: { fields: [int(20, 10)] } })],
  ["normal noise", "random-operator", () => one("RandomNormalLike")],
  ["a draw", "random-operator", () => one("Multinomial")],
  ["a coin", "random-operator", () => one("Bernoulli")],
  ["a dropout that trains", "arity", () => one("Dropout", ["h", "", "h"])],
  ["a sequence", "sequence-operator", () => one("SequenceConstruct")],
  ["an optional", "sequence-operator", () => one("Optional")],
  ["text cut to words", "string-operator", () => one("StringNormalizer")],
  ["a convolution", "operator-not-allowed", () => one("Conv", ["h", "w0"])],
  ["a name of the language, not of an operator", "operator-not-allowed", () => one("constructor")],
  ["an operator without a name", "operator-not-allowed", () => one("")],
  ["an operator of a later opset", "operator-too-new", () => one("Gelu")],
  ["too few inputs", "arity", () => one("Gemm", ["h"])],
  ["too many inputs", "arity", () => one("Tanh", ["h", "t"])],
  ["an input left out that is needed", "arity", () => one("Add", ["h", ""])],
  [
    "a statistic of training as output",
    "arity",
    () => policyWith([node("LayerNormalization", ["h", "b0"], ["n", "m"])]),
  ],
  ["an attribute nobody knows", "attribute-not-allowed", () => one("Tanh", ["h"], { activation: "exec" })],
  ["an attribute named after the language", "attribute-not-allowed", () => one("Tanh", ["h"], { constructor: 1 })],
  ["an attribute of another type", "attribute-type", () => one("Softmax", ["h"], { axis: { float: 1 } })],
  [
    "an attribute of strings",
    "attribute-type",
    () => one("Tanh", ["h"], { a: { fields: [text(9, "x"), int(20, 8)] } }),
  ],
  [
    "an attribute with two values",
    "attribute-value",
    () => one("Softmax", ["h"], { axis: { fields: [int(3, 1), float(2, 1), int(20, 2)] } }),
  ],
  ["an attribute without a value", "attribute-value", () => one("Softmax", ["h"], { axis: { fields: [int(20, 2)] } })],
  ["an attribute that is NaN", "attribute-value", () => one("Elu", ["h"], { alpha: { float: Number.NaN } })],
  [
    "a normalisation that trains",
    "attribute-value",
    () => one("BatchNormalization", ["h", "b0", "b0", "b0", "b0"], { training_mode: 1 }),
  ],
  ["a cast to text", "attribute-value", () => one("Cast", ["h"], { to: 8 })],
  [
    "a constant with two values",
    "attribute-value",
    () => policyWith([node("Constant", [], ["c"], { value_int: 1, value_float: { float: 1 } })]),
  ],
  [
    "an attribute twice",
    "attribute-repeated",
    () =>
      policyWith([
        {
          ...node("Softmax", ["h"], ["n"], { axis: 1 }),
          extra: [message(5, [text(1, "axis"), int(3, 0), int(20, 2)])],
        },
      ]),
  ],
  [
    "an attribute of a function",
    "attribute-reference",
    () => one("Softmax", ["h"], { axis: { fields: [text(21, "axis"), int(20, 2)] } }),
  ],
  [
    "a sparse constant",
    "sparse-tensor",
    () => one("Neg", ["h"], { value: { fields: [message(22, []), int(20, 11)] } }),
  ],
  [
    "axes as an attribute where they are an input",
    "attribute-not-allowed",
    () => one("ReduceSum", ["h"], { axes: [1] }),
  ],

  ["numbers of two types added", "type-mismatch", () => policyWith([cast, node("Add", ["h", "whole"], ["n"])])],
  ["a product that does not fit", "shape-mismatch", () => policyWithNode(1, node("Gemm", ["x", "w1"], ["h"]))],
  [
    "a batch fixed on the way",
    "shape-mismatch",
    () => policyWith([node("Reshape", ["h", "fixed"], ["n"])], [integers("fixed", [1, 8])]),
  ],
  [
    "a square of the batch",
    "shape-mismatch",
    () => policyWith([node("Transpose", ["h"], ["turned"]), node("MatMul", ["h", "turned"], ["n"])]),
  ],
  [
    "rows picked out of the batch",
    "shape-mismatch",
    () => policyWith([node("Gather", ["h", "first"], ["n"])], [integers("first", [0])]),
  ],
  [
    "a place that is not there",
    "shape-mismatch",
    () => policyWith([node("Gather", ["h", "far"], ["n"], { axis: 1 })], [integers("far", [8])]),
  ],
  ["a cast to nothing", "attribute-missing", () => one("Cast")],
  ["an attribute of a later opset", "attribute-not-allowed", () => one("Cast", ["h"], { to: 1, saturate: 1 })],
];
