import { isExact, tensorOf } from "../inference/tensor.ts";
import { elementTypeOf, type ElementType } from "../tensors/element-type.ts";
import { fault, integer, made, onOne, operator, type Operator } from "./operator.ts";
import { wrongShape, wrongType } from "./refusals.ts";

const FLOAT: readonly ElementType[] = ["float"];
export const FLOATS: readonly ElementType[] = ["float", "double"];
export const NUMBERS: readonly ElementType[] = ["float", "double", "int32", "int64"];

type Form = Partial<Pick<Operator, "since" | "attributes">>;

/** One number in, one number out. */
function elementwise(types: readonly ElementType[], form: Form = {}): Operator {
  const infer = onOne((x) =>
    types.includes(x.type) ? made(tensorOf(x.type, x.dims)) : wrongType([x.type], types.join(" or ")),
  );
  return operator([1, 1], infer, form);
}

const alpha = { attributes: { alpha: "float" } } as const;

/** Each element by itself. */
export const unaryOperators: Readonly<Record<string, Operator>> = {
  Abs: elementwise(NUMBERS),
  Ceil: elementwise(FLOATS),
  Celu: elementwise(FLOAT, alpha),
  Cos: elementwise(FLOATS),
  Elu: elementwise(FLOATS, alpha),
  Erf: elementwise(FLOAT),
  Exp: elementwise(FLOATS),
  Floor: elementwise(FLOATS),
  Gelu: elementwise(FLOAT, { since: 20, attributes: { approximate: "string" } }),
  HardSigmoid: elementwise(FLOAT, { attributes: { alpha: "float", beta: "float" } }),
  HardSwish: elementwise(FLOAT, { since: 14 }),
  LeakyRelu: elementwise(FLOATS, alpha),
  Log: elementwise(FLOATS),
  Mish: elementwise(FLOAT, { since: 18 }),
  Neg: elementwise(NUMBERS),
  Not: elementwise(["boolean"]),
  Reciprocal: elementwise(FLOATS),
  Relu: elementwise(FLOATS),
  Round: elementwise(FLOATS),
  Selu: elementwise(FLOATS, { attributes: { alpha: "float", gamma: "float" } }),
  Sigmoid: elementwise(FLOATS),
  Sign: elementwise(NUMBERS),
  Sin: elementwise(FLOATS),
  Softplus: elementwise(FLOATS),
  Softsign: elementwise(FLOATS),
  Sqrt: elementwise(FLOATS),
  Tanh: elementwise(FLOATS),

  Identity: operator(
    [1, 1],
    onOne((x) => made(x)),
  ),

  // Told nothing about training it does nothing, so that nothing is by chance.
  Dropout: elementwise(FLOATS, { attributes: { seed: "int" } }),

  Clip: operator([1, 3], (node) => {
    const [x, ...bounds] = node.inputs;
    if (!x || !NUMBERS.includes(x.type)) return wrongType([x?.type ?? "boolean"], "numbers");
    for (const bound of bounds) {
      if (bound && bound.type !== x.type) return wrongType([x.type, bound.type], "bounds of its input's type");
      if (bound && bound.dims.length > 0) return wrongShape(bound, "a scalar");
    }
    return made(tensorOf(x.type, x.dims));
  }),

  Cast: operator(
    [1, 1],
    onOne((x, node) => {
      const to = elementTypeOf(integer(node, "to", 0));
      if (to === null)
        return fault("attribute-value", "It casts to a type that a policy may not have: cast to float32 or int64.");
      const isWhole = to === "int32" || to === "int64";
      // A number that does not fit would wrap around.
      const fits = isWhole && x.known?.every((value) => typeof value !== "number" || isExact(value, to)) === true;
      return made(tensorOf(to, x.dims, fits ? x.known : null));
    }),
    { attributes: { to: "int", saturate: "int" }, later: { saturate: 19 }, needs: ["to"] },
  ),
};
