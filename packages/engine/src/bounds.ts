/** What values are allowed, by attribute name; attributes that are absent are bound by their own range alone. */
export type Bounds = Readonly<Record<string, Bound>>;

/** Limits of one attribute. */
export type Bound =
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "choices"; readonly allowed: readonly (string | boolean)[] };

/**
 * Intersects layers given from the least to the most authoritative (persona, tenant, host).
 * Where nothing is left in common, the later layer wins, as near to the earlier one as it allows.
 */
export function intersectBounds(...layers: readonly Bounds[]): Bounds {
  const result: Record<string, Bound> = {};
  for (const layer of layers) {
    for (const [name, bound] of Object.entries(layer)) {
      const earlier = result[name];
      result[name] = earlier === undefined ? bound : narrow(earlier, bound);
    }
  }
  return result;
}

function narrow(earlier: Bound, later: Bound): Bound {
  if (earlier.kind === "range" && later.kind === "range") {
    const within = (value: number) => Math.min(Math.max(value, later.min), later.max);
    return { kind: "range", min: within(earlier.min), max: within(earlier.max) };
  }
  if (earlier.kind === "choices" && later.kind === "choices") {
    const allowed = later.allowed.filter((choice) => earlier.allowed.includes(choice));
    return { kind: "choices", allowed: allowed.length > 0 ? allowed : later.allowed };
  }
  return later;
}
