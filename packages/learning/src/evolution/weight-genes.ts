import type { Layout } from "../training/parameters.ts";
import { gaussian, uniform, type Random } from "../training/random.ts";

/** The weights into one neuron and its bias, or a parameter that stands alone: what is inherited as a whole. */
type Unit = { readonly indices: Uint32Array; readonly layer: number };

/** The units of a network's flat weights, found once for a layout. */
export type WeightUnits = { readonly units: readonly Unit[]; readonly layers: number };

/** Groups a layout by neurons: column j of `x.weight` [from, to] with entry j of `x.bias`; what has no such pair is one unit. */
export function weightUnits(layout: Layout): WeightUnits {
  const starts = new Map<string, { start: number; dims: readonly number[] }>();
  let start = 0;
  for (const { name, dims } of layout) {
    starts.set(name, { start, dims });
    start += dims.reduce((product, dim) => product * dim, 1);
  }
  const units: Unit[] = [];
  let layer = 0;
  for (const [name, { start: from, dims }] of starts) {
    if (name.endsWith(".bias") && starts.has(name.replace(/\.bias$/, ".weight"))) continue;
    const [rows = 1, columns = 1] = dims.length === 2 ? dims : [dims[0] ?? 1, 1];
    const bias = starts.get(name.replace(/\.weight$/, ".bias"));
    const paired = name.endsWith(".weight") && bias !== undefined && dims.length === 2;
    for (let column = 0; column < columns; column += 1) {
      const indices = Array.from({ length: rows }, (_, row) => from + row * columns + column);
      units.push({ indices: Uint32Array.from(paired ? [...indices, bias.start + column] : indices), layer });
    }
    layer += 1;
  }
  return { units, layers: layer };
}

/** A child's weights: each neuron whole from one parent or the other; half the time a whole layer keeps together. */
export function crossWeights(
  random: Random,
  { units, layers }: WeightUnits,
  a: Float32Array,
  b: Float32Array,
): Float32Array {
  const child = Float32Array.from(a);
  const byLayer = uniform(random) < 0.5;
  const sides = Array.from({ length: layers }, () => uniform(random) < 0.5);
  for (const { indices, layer } of units) {
    const takes = byLayer ? (sides[layer] ?? false) : uniform(random) < 0.5;
    if (takes) for (const at of indices) child[at] = b[at] ?? 0;
  }
  return child;
}

/** Strays each weight by `strength` of its layer's root mean square, so that small layers are not drowned. */
export function mutateWeights(
  random: Random,
  { units, layers }: WeightUnits,
  weights: Float32Array,
  strength: number,
): Float32Array {
  const squares = new Float64Array(layers);
  const counts = new Float64Array(layers);
  for (const { indices, layer } of units) {
    for (const at of indices) squares[layer] = (squares[layer] ?? 0) + (weights[at] ?? 0) ** 2;
    counts[layer] = (counts[layer] ?? 0) + indices.length;
  }
  const spreads = squares.map((sum, layer) => Math.max(1e-3, Math.sqrt(sum / Math.max(1, counts[layer] ?? 1))));
  const child = Float32Array.from(weights);
  for (const { indices, layer } of units) {
    for (const at of indices) child[at] = (child[at] ?? 0) + strength * (spreads[layer] ?? 0) * gaussian(random);
  }
  return child;
}
