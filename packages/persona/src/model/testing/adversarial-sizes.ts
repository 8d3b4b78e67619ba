import type { Adversarial } from "./adversarial.ts";
import { integers, node, policyWith } from "./honest-policy.ts";
import { bytes, int } from "./protobuf-writer.ts";

const cast = node("Cast", ["h"], ["whole"], { to: 7 });

/** Small files that would make something huge, or something whose size only the data decides. */
export const adversarialSizes: readonly Adversarial[] = [
  ["how many are not zero", "data-dependent-shape", () => policyWith([node("NonZero", ["h"], ["n"])])],
  ["what differs", "data-dependent-shape", () => policyWith([node("Unique", ["h"], ["n"])])],
  [
    "a shape from what the policy is fed",
    "data-dependent-shape",
    () =>
      policyWith(
        [cast, node("Reshape", ["whole", "line"], ["v"]), node("Expand", ["h", "v"], ["n"])],
        [integers("line", [-1])],
      ),
  ],
  [
    "axes that depend on the size of the batch",
    "data-dependent-shape",
    () => policyWith([node("Squeeze", ["h"], ["n"])]),
  ],
  [
    "an index from what the policy is fed",
    "data-dependent-shape",
    () => policyWith([cast, node("Gather", ["w0", "whole"], ["n"])]),
  ],
  [
    "a cut from what the policy is fed",
    "data-dependent-shape",
    () => policyWith([cast, node("Slice", ["h", "whole", "whole"], ["n"])]),
  ],
  [
    "a size from a sum",
    "data-dependent-shape",
    () =>
      policyWith(
        [
          cast,
          node("ReduceSum", ["whole"], ["sum"], { keepdims: 0 }),
          node("Unsqueeze", ["sum", "front"], ["v"]),
          node("ConstantOfShape", ["v"], ["n"]),
        ],
        [integers("front", [0])],
      ),
  ],

  [
    "nine dimensions",
    "rank-exceeded",
    () => policyWith([node("Unsqueeze", ["h", "axes"], ["n"])], [integers("axes", [0, 1, 2, 3, 4, 5, 6])]),
  ],
  [
    "a gigabyte from an Expand",
    "activations-exceeded",
    () => policyWith([node("Expand", ["zero", "wide"], ["n"])], [integers("wide", [2 ** 28])]),
  ],
  [
    "a gigabyte from a ConstantOfShape",
    "activations-exceeded",
    () => policyWith([node("ConstantOfShape", ["wide"], ["n"])], [integers("wide", [2 ** 14, 2 ** 14])]),
  ],
  [
    "a gigabyte from a Tile",
    "activations-exceeded",
    () => policyWith([node("Tile", ["zero", "wide"], ["n"])], [integers("wide", [2 ** 28])]),
  ],
  [
    "doubling, and doubling again",
    "activations-exceeded",
    () =>
      policyWith(
        Array.from({ length: 60 }, (_, at) =>
          node("Concat", [at === 0 ? "zero" : `d${at - 1}`, at === 0 ? "zero" : `d${at - 1}`], [`d${at}`], { axis: 0 }),
        ),
      ),
  ],
  [
    "a broadcast of two lines",
    "activations-exceeded",
    () =>
      policyWith(
        [
          node("Expand", ["zero", "wide"], ["row"]),
          node("Reshape", ["row", "down"], ["column"]),
          node("Add", ["row", "column"], ["n"]),
        ],
        [integers("wide", [100_000]), integers("down", [-1, 1])],
      ),
  ],
  [
    "sizes beyond all counting",
    "dimension-overflow",
    () =>
      policyWith(
        [node("Tile", ["zero", "wide"], ["a"]), node("Tile", ["a", "wide"], ["b"])],
        [integers("wide", [2n ** 52n])],
      ),
  ],
  [
    "a product of hours",
    "macs-exceeded",
    () =>
      policyWith(
        [node("Expand", ["zero", "square"], ["a"]), node("MatMul", ["a", "a"], ["n"])],
        [integers("square", [1000, 1000])],
      ),
  ],
  [
    "a large constant in an attribute",
    "dimension-overflow",
    () =>
      policyWith([
        node("Constant", [], ["c"], {
          value: { tensor: { name: "", dims: [2n ** 40n], fields: [int(2, 1), bytes(9, new Uint8Array(4))] } },
        }),
      ]),
  ],
  [
    "a division that ends the process for one input",
    "division-unsafe",
    () => policyWith([cast, node("Div", ["least", "whole"], ["n"])], [integers("least", [-(2n ** 63n)])]),
  ],
  [
    "a division of constants by 0",
    "division-unsafe",
    () => policyWith([node("Div", ["some", "none"], ["n"])], [integers("some", [7]), integers("none", [0])]),
  ],
  [
    "the mean of no whole numbers",
    "type-mismatch",
    () => policyWith([cast, node("ReduceMean", ["whole"], ["n"], { axes: [1] })]),
  ],
  [
    "the largest of nothing",
    "shape-mismatch",
    () =>
      policyWith(
        [node("Split", ["h", "cut"], ["all", "none"], { axis: 1 }), node("ReduceMax", ["none"], ["n"], { axes: [1] })],
        [integers("cut", [8, 0])],
      ),
  ],
  [
    "terabytes times nothing",
    "dimension-overflow",
    () => policyWith([node("Expand", ["zero", "wide"], ["n"])], [integers("wide", [2 ** 40, 0])]),
  ],
  [
    "a difference of sizes beyond a double",
    "data-dependent-shape",
    () =>
      policyWith(
        [node("Sub", ["much", "little less"], ["size"]), node("Expand", ["zero", "size"], ["n"])],
        [integers("much", [2n ** 62n]), integers("little less", [2n ** 62n - 2n ** 30n])],
      ),
  ],
  [
    "a product that wraps around",
    "data-dependent-shape",
    () =>
      policyWith(
        [node("Mul", ["much", "much"], ["size"]), node("Expand", ["zero", "size"], ["n"])],
        [integers("much", [2n ** 32n])],
      ),
  ],
  [
    "a size that wraps around when cast",
    "data-dependent-shape",
    () =>
      policyWith(
        [
          node("Cast", ["much"], ["cut"], { to: 6 }),
          node("Cast", ["cut"], ["size"], { to: 7 }),
          node("Expand", ["zero", "size"], ["n"]),
        ],
        [integers("much", [2n ** 32n + 5n])],
      ),
  ],
  [
    "a size that is there and is not",
    "data-dependent-shape",
    () =>
      policyWith(
        [
          node("Add", ["none", "nought"], ["gone"]),
          node("Concat", ["gone", "wide"], ["size"], { axis: 0 }),
          node("Expand", ["zero", "size"], ["n"]),
        ],
        [integers("none", []), integers("nought", [0]), integers("wide", [2 ** 28])],
      ),
  ],
];
