import type { ModelCode } from "../model-codes.ts";
import { binaryOperators } from "./binary.ts";
import { dataOperators } from "./data.ts";
import { layoutOperators } from "./layout.ts";
import { matrixOperators } from "./matrix.ts";
import type { Operator } from "./operator.ts";
import { reduceOperators } from "./reduce.ts";
import { sliceOperators } from "./slice.ts";
import { unaryOperators } from "./unary.ts";

/**
 * The dense operators a policy may be made of: all that this project's exporters write and its evaluator works out, and
 * what PyTorch and Stable-Baselines3 make of multilayer perceptrons besides. What is not here is refused.
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    binaryOperators,
    dataOperators,
    layoutOperators,
    matrixOperators,
    reduceOperators,
    sliceOperators,
    unaryOperators,
  ].flatMap((family) => Object.entries(family)),
);

/** The names of all allowed operators, in order. */
export const ALLOWED_OPERATORS: readonly string[] = [...OPERATORS.keys()].toSorted();

type Kind = { readonly code: ModelCode; readonly message: string; readonly operators: readonly string[] };

// Refused as everything else that is not on the list, but worth their own words.
const KINDS: readonly Kind[] = [
  {
    code: "control-flow",
    message: "Branches and loops could run for ever: export a policy that is one pass of dense operators.",
    operators: ["If", "Loop", "Scan"],
  },
  {
    code: "random-operator",
    message: "A policy says how likely each choice is and draws nothing itself: export it without sampling.",
    operators: ["Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike"],
  },
  {
    code: "sequence-operator",
    message: "A policy passes dense tensors and nothing else: export it without sequences, optionals and maps.",
    operators: [
      "ConcatFromSequence",
      "Optional",
      "OptionalGetElement",
      "OptionalHasElement",
      "SequenceAt",
      "SequenceConstruct",
      "SequenceEmpty",
      "SequenceErase",
      "SequenceInsert",
      "SequenceLength",
      "SequenceMap",
      "SplitToSequence",
    ],
  },
  {
    code: "string-operator",
    message: "A policy has no text in it: encode categories as numbers before it.",
    operators: ["RegexFullMatch", "StringConcat", "StringNormalizer", "StringSplit", "TfIdfVectorizer"],
  },
  {
    code: "data-dependent-shape",
    message: "How much comes out depends on what the policy is fed: use Where, or weights that are 0.",
    operators: ["Compress", "NonMaxSuppression", "NonZero", "Unique"],
  },
];

const NAMED = new Map(KINDS.flatMap((kind) => kind.operators.map((name) => [name, kind] as const)));

/** Why an operator that is not on the list is refused. */
export function refusalOf(name: string): Pick<Kind, "code" | "message"> {
  const kind = NAMED.get(name);
  if (kind !== undefined) return kind;
  const message = "It is not among the dense operators a policy may have (packages/persona lists them): replace it.";
  return { code: "operator-not-allowed", message };
}
