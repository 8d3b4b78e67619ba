const KINDS = ["persona", "default", "best-static", "reactive", "reactive-tuned", "predictive", "random", "oracle"];

/** The class that a policy is drawn in; a name nobody knows is drawn as another one. */
export function kindOf(policy: string): string {
  return KINDS.includes(policy) ? policy : "other";
}
