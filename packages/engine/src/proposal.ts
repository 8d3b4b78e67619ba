/**
 * What the policy says about one attribute: probabilities over its choices (booleans: over `[false, true]`),
 * or mean and standard deviation on the unit interval of its range.
 */
export type Weights =
  | { readonly kind: "choice"; readonly probabilities: readonly number[] }
  | { readonly kind: "number"; readonly mean: number; readonly standardDeviation: number };

/** Why there is nothing from the policy to act on; `lease-lapsed`: it may not be asked any more; `not-asked`: the settings say so. */
export type PolicyProblem =
  | "no-policy"
  | "policy-failed"
  | "policy-too-slow"
  | "policy-output-invalid"
  | "lease-lapsed"
  | "not-asked";

/** The policy's parsed output (weights by attribute name, and its value estimate), or why there is none. */
export type Proposal =
  | { readonly kind: "policy"; readonly weights: Readonly<Record<string, Weights>>; readonly value: number }
  | { readonly kind: "unavailable"; readonly because: PolicyProblem };
