import type { Adversarial } from "./adversarial.ts";
import { floats, honestPolicy, integers, node, policy, policyWith } from "./honest-policy.ts";
import { graphFields, opsetField, portFields, type WrittenTensor } from "./model-builder.ts";
import { bytes, float, floatBytes, int, message, text } from "./protobuf-writer.ts";

const withTensor = (fields: WrittenTensor["fields"] & object, dims: WrittenTensor["dims"] = [1]): Uint8Array =>
  policyWith([node("Mul", ["h", "w"], ["n"])], [{ name: "w", dims, fields }]);
const four = bytes(9, floatBytes([1]));
const external = [int(2, 1), message(13, [text(1, "location"), text(2, "weights.bin")]), int(14, 1)];

/** What a model must not be made of, whatever its nodes do. */
export const adversarialParts: readonly Adversarial[] = [
  ["IR 3, before initializers were constants", "ir-version", () => policy({ ir: 3 })],
  ["IR 11", "ir-version", () => policy({ ir: 11 })],
  ["opset 12", "opset-version", () => policy({ opset: 12 })],
  ["opset 99", "opset-version", () => policy({ opset: 99 })],
  ["two default opsets", "opset-import", () => policy({ extra: [opsetField("ai.onnx", 13)] })],
  ["the opset of another domain", "custom-domain", () => policy({ extra: [opsetField("com.microsoft", 1)] })],
  [
    "an operator of another domain",
    "custom-domain",
    () => policyWith([{ ...node("Gelu", ["h"], ["n"]), domain: "com.microsoft" }]),
  ],
  [
    "nested local functions",
    "function",
    () => policy({ extra: [message(25, [text(1, "f"), message(7, [text(4, "g")])])] }),
  ],
  [
    "an overload of a function",
    "function",
    () => policyWith([{ ...node("Neg", ["h"], ["n"]), extra: [text(8, "f")] }]),
  ],
  ["a training graph", "training-info", () => policy({ extra: [message(20, [message(1, [])])] })],
  [
    "one metadata key twice",
    "metadata-repeated",
    () => policy({ extra: [1, 2].map(() => message(14, [text(1, "licence"), text(2, "x")])) }),
  ],
  [
    "settings for ONNX Runtime",
    "metadata-settings",
    () => policy({ extra: [message(14, [text(1, "ort_config"), text(2, "{}")])] }),
  ],
  ["quantization annotations", "quantization-annotation", () => policy({ graphExtra: [message(14, [])] })],

  ["external data in an initializer", "external-data", () => withTensor(external)],
  ["external data by its location alone", "external-data", () => withTensor([int(2, 1), four, int(14, 1)])],
  [
    "external data in an attribute",
    "external-data",
    () => policyWith([node("Constant", [], ["c"], { value: { tensor: { name: "", dims: [1], fields: external } } })]),
  ],
  ["strings in a tensor", "string-tensor", () => withTensor([int(2, 8), text(6, "sh")])],
  ["a tensor of the type string", "string-tensor", () => withTensor([int(2, 8), four])],
  ["a sparse initializer", "sparse-tensor", () => policy({ graphExtra: [message(15, [])] })],
  ["a tensor in segments", "tensor-segment", () => withTensor([int(2, 1), message(3, [int(1, 0)]), four])],
  ["float16 weights", "tensor-type", () => withTensor([int(2, 10), bytes(9, new Uint8Array(2))])],
  ["raw and typed data at once", "tensor-values", () => withTensor([int(2, 1), four, float(4, 2)])],
  ["two typed fields at once", "tensor-values", () => withTensor([int(2, 1), float(4, 2), int(5, 2)])],
  ["floats in the field of integers", "tensor-values", () => withTensor([int(2, 1), int(7, 2)])],
  ["no values", "tensor-values", () => withTensor([int(2, 1)])],
  ["fewer bytes than its dimensions take", "tensor-size", () => withTensor([int(2, 1), four], [2])],
  [
    "more bytes than its dimensions take",
    "tensor-size",
    () => withTensor([int(2, 1), bytes(9, floatBytes([1, 2, 3]))], [2]),
  ],
  ["a boolean of 2", "tensor-boolean", () => withTensor([int(2, 9), bytes(9, Uint8Array.of(2))])],
  ["a weight that is NaN", "tensor-not-finite", () => withTensor([int(2, 1), bytes(9, floatBytes([Number.NaN]))])],
  [
    "a typed weight that is infinite",
    "tensor-not-finite",
    () => withTensor([int(2, 1), float(4, Number.NEGATIVE_INFINITY)]),
  ],
  [
    "a double that is NaN",
    "tensor-not-finite",
    () => withTensor([int(2, 11), bytes(9, Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f))]),
  ],
  ["a large tensor that nothing reads", "tensor-unused", () => policyWith([], [floats("hidden", [2048])])],
  ["a negative dimension", "dimension-negative", () => withTensor([int(2, 1), four], [-1])],
  [
    "dimensions that multiply to 0 modulo 2^64",
    "dimension-overflow",
    () => withTensor([int(2, 1), four], [2n ** 32n, 2n ** 32n]),
  ],
  ["a dimension of 2^62 beside one of 0", "dimension-overflow", () => withTensor([int(2, 1)], [2n ** 62n, 0])],
  [
    "more parameters than a policy has",
    "parameters-exceeded",
    () =>
      policyWith(
        [],
        [1, 2, 3].map((at) => ({ name: `p${at}`, dims: [3_000_000], fields: [int(2, 1)] })),
      ),
  ],
  [
    "more parameters in constants than a policy has",
    "parameters-exceeded",
    () =>
      policyWith(
        [1, 2, 3].map((at) => {
          const tensor = { name: "", dims: [3_000_000], fields: [int(2, 1)] };
          return node("Constant", [], [`c${at}`], { value: { tensor } });
        }),
      ),
  ],

  ["an input without a name", "name-missing", () => policy({ graphExtra: [message(11, portFields("", ["N", 1]))] })],
  ["a name written twice", "name-repeated", () => policyWith([node("Neg", ["h"], ["t"])])],
  ["a node that writes over an input", "name-repeated", () => policyWith([node("Neg", ["h"], ["signals"])])],
  ["two initializers of one name", "name-repeated", () => policyWith([], [floats("w0", [6, 8])])],
  [
    "an initializer that a caller could replace",
    "initializer-overridable",
    () => policy({ inputs: { ...honestPolicy.inputs, w0: [6, 8] } }),
  ],
  ["a value that nothing writes", "input-undefined", () => policyWith([node("Neg", ["nowhere"], ["n"])])],
  ["nodes out of order", "not-sorted", () => policy({ nodes: honestPolicy.nodes.toReversed() })],
  ["a cycle", "not-sorted", () => policyWith([node("Neg", ["b"], ["a"]), node("Neg", ["a"], ["b"])])],
  [
    "an output that nothing writes",
    "output-undefined",
    () => policy({ outputs: { ...honestPolicy.outputs, more: ["N", 1] } }),
  ],
  ["no node", "graph-missing", () => policy({ nodes: [], outputs: {} })],
  [
    "more inputs than a policy has",
    "too-many-items",
    () => policy({ inputs: Object.fromEntries(Array.from({ length: 129 }, (_, at) => [`i${at}`, ["N", 1]])) }),
  ],

  [
    "a sequence as input",
    "type-not-tensor",
    () => policy({ graphExtra: [message(11, [text(1, "s"), message(2, [message(4, [])])])] }),
  ],
  [
    "an optional as output",
    "type-not-tensor",
    () => policy({ graphExtra: [message(12, [text(1, "h"), message(2, [message(9, [])])])] }),
  ],
  [
    "a sparse type",
    "sparse-tensor",
    () => policy({ graphExtra: [message(11, [text(1, "s"), message(2, [message(8, [])])])] }),
  ],
  ["text as input", "port-type", () => policy({ graphExtra: [message(11, portFields("s", ["N", 1], 8))] })],
  [
    "whole numbers as output",
    "port-type",
    () =>
      policyWith([node("Cast", ["h"], ["n"], { to: 7 })], [], {
        graphExtra: [message(12, portFields("n", ["N", 8], 7))],
      }),
  ],
  [
    "an input of unknown width",
    "port-shape",
    () => policy({ inputs: { ...honestPolicy.inputs, signals: ["N", "S"] } }),
  ],
  [
    "a dimension with a size and a name",
    "dimension-ambiguous",
    () =>
      policy({
        graphExtra: [
          message(13, [
            text(1, "h"),
            message(2, [message(1, [int(1, 1), message(2, [message(1, [int(1, 8), text(2, "N")])])])]),
          ]),
        ],
      }),
  ],
  [
    "a declared shape that is not the one made",
    "shape-declared",
    () => policy({ graphExtra: [message(13, portFields("h", ["N", 9]))] }),
  ],
  [
    "an output declared wider than it is",
    "shape-declared",
    () => policy({ outputs: { ...honestPolicy.outputs, value: ["N", 2] } }),
  ],
  [
    "a second graph in an attribute",
    "subgraph",
    () =>
      policyWith([
        node("Neg", ["h"], ["n"], { body: { fields: [message(6, graphFields(honestPolicy)), int(20, 5)] } }),
      ]),
  ],
  [
    "many findings at once",
    "more-findings",
    () =>
      policyWith(
        Array.from({ length: 100 }, (_, at) => node("Loop", ["h"], [`n${at}`])),
        [integers("i", [1])],
      ),
  ],
];
