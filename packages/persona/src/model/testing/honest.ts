import { floats, honestPolicy, integers, node, policy, policyWithNode } from "./honest-policy.ts";
import { portFields, type WrittenNode } from "./model-builder.ts";
import { float, int, message, text } from "./protobuf-writer.ts";

const tensors = honestPolicy.tensors ?? [];
const at = (index: number): WrittenNode => honestPolicy.nodes[index] ?? node("Identity", [], []);
const [concat, first, tanh, rest] = [at(0), at(1), at(2), honestPolicy.nodes.slice(3)];

/** Models that must be accepted: what exporters other than this project's write. */
export const honestModels: readonly (readonly [name: string, bytes: () => Uint8Array])[] = [
  ["the honest policy", () => policy()],
  [
    "a batch of one",
    () =>
      policy({
        inputs: { signals: [1, 1], present: [1, 1], config: [1, 4] },
        outputs: { "weights.cpu_allocation": [1, 2], "weights.caching_strategy": [1, 3], value: [1, 1] },
      }),
  ],
  [
    "weights in typed fields",
    () =>
      policy({
        tensors: tensors.map((tensor) =>
          tensor.floats === undefined
            ? tensor
            : {
                name: tensor.name,
                dims: tensor.dims,
                fields: [int(2, 1), ...tensor.floats.map((each) => float(4, each))],
              },
        ),
      }),
  ],
  [
    "comments and metadata",
    () => policy({ extra: [text(6, "Trained on\nFriday."), message(14, [text(1, "licence"), text(2, "Apache-2.0")])] }),
  ],
  [
    "declared shapes in between",
    () =>
      policy({
        graphExtra: [message(13, portFields("h", ["N", 8])), message(13, portFields("t", ["Tanht_dim_0", 8]))],
      }),
  ],
  [
    "a view by its own size",
    () =>
      policy({
        tensors: [
          ...tensors,
          { name: "nought", dims: [], integers: [0] },
          integers("front", [0]),
          integers("rest", [-1]),
        ],
        nodes: [
          concat,
          first,
          node("Shape", ["h"], ["size"]),
          node("Gather", ["size", "nought"], ["batch"]),
          node("Unsqueeze", ["batch", "front"], ["rows"]),
          node("Concat", ["rows", "rest"], ["target"], { axis: 0 }),
          node("Reshape", ["h", "target"], ["v"]),
          { ...tanh, inputs: ["v"] },
          ...rest,
        ],
      }),
  ],
  [
    "normalised layers of a later opset",
    () =>
      policy({
        opset: 20,
        tensors: [...tensors, floats("ones", [8], 1)],
        nodes: [
          concat,
          first,
          node("LayerNormalization", ["h", "ones", "b0"], ["normal"], { axis: -1, epsilon: { float: 1e-5 } }),
          node("Gelu", ["normal"], ["t"], { approximate: "tanh" }),
          ...rest,
        ],
      }),
  ],
  [
    "a constant within the graph",
    () =>
      policyWithNode(
        6,
        node("Constant", [], ["c"], { value_float: { float: 0 } }),
        node("Mul", ["mean", "c"], ["nothing"]),
      ),
  ],
];
