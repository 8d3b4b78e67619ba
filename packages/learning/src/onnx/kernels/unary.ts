import type { Kernel } from "../node-arguments.ts";
import { emptyValue, type Value } from "../value.ts";

const elementwise =
  (f: (x: number) => number): Kernel =>
  ({ input }) => [mapped(input(0), f)];

/** A value with `f` done to each element. */
export function mapped(x: Value, f: (x: number) => number): Value {
  const result = emptyValue(x.kind, x.dims);
  for (let at = 0; at < x.data.length; at += 1) result.data[at] = f(x.data[at] ?? 0);
  return result;
}

/**
 * erf to 1.2e-7 (W. J. Cody, "Rational Chebyshev approximations for the error function", 1969, is what libraries use; this
 * is the Chebyshev fit of Numerical Recipes, 2nd ed., section 6.2).
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + 0.5 * z);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-z * z + polynomial);
  return x >= 0 ? 1 - tail : tail - 1;
}

// Written so that neither side overflows.
const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));
const geluTanh = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

/** One number in, one number out. */
export const unaryKernels = {
  Relu: elementwise((x) => Math.max(0, x)),
  LeakyRelu: ({ input, float }) => {
    const alpha = float("alpha", 0.01);
    return [mapped(input(0), (x) => (x < 0 ? alpha * x : x))];
  },
  Elu: ({ input, float }) => {
    const alpha = float("alpha", 1);
    return [mapped(input(0), (x) => (x < 0 ? alpha * Math.expm1(x) : x))];
  },
  Gelu: ({ input, text }) => [mapped(input(0), text("approximate", "none") === "tanh" ? geluTanh : gelu)],
  Tanh: elementwise(Math.tanh),
  Sigmoid: elementwise(sigmoid),
  Softplus: elementwise(softplus),
  Erf: elementwise(erf),
  Exp: elementwise(Math.exp),
  Log: elementwise(Math.log),
  Sqrt: elementwise(Math.sqrt),
  Neg: elementwise((x) => -x),
  Abs: elementwise(Math.abs),
  Not: elementwise((x) => Number(x === 0)),
  Identity: ({ input }) => [input(0)],
  Clip: ({ input, optional }) => {
    const low = optional(1)?.data[0] ?? Number.NEGATIVE_INFINITY;
    const high = optional(2)?.data[0] ?? Number.POSITIVE_INFINITY;
    return [mapped(input(0), (x) => Math.min(high, Math.max(low, x)))];
  },
} as const satisfies Record<string, Kernel>;
