import { type Attribute, encodeConfiguration, encodedWidth, toUnit } from "@fleet-persona/persona";
import { LearningError } from "../errors.ts";
import { headWidth, type PolicySpec } from "../policy/network.ts";
import { tensor, type Tensor } from "../runtime.ts";
import type { Demonstration } from "./dataset.ts";

/** Rows as matrices: inputs as the policy takes them, targets as its heads are compared with. */
export type Encoded = {
  readonly rows: number;
  readonly signals: Float32Array;
  readonly present: Float32Array;
  readonly config: Float32Array;
  /** Per attribute, one after the other in each row: one-hot, or the number on the unit interval. */
  readonly targets: Float32Array;
  readonly values: Float32Array;
};

export function targetWidth(spec: PolicySpec): number {
  return spec.attributes.reduce((total, attribute) => total + headWidth(attribute), 0);
}

/** Throws `dataset-invalid` when the teacher names a value the attribute does not have. */
export function encodeRows(spec: PolicySpec, rows: readonly Demonstration[]): Encoded {
  const width = spec.inputs.length;
  const signals = new Float32Array(rows.length * width);
  const present = new Float32Array(rows.length * width);
  const config = new Float32Array(rows.length * encodedWidth(spec.attributes));
  const targets = new Float32Array(rows.length * targetWidth(spec));
  for (const [at, row] of rows.entries()) {
    for (const [column, { name }] of spec.inputs.entries()) {
      const value = row.signals[name];
      if (typeof value !== "number" || !Number.isFinite(value)) continue;
      signals[at * width + column] = value;
      present[at * width + column] = 1;
    }
    config.set(encodeConfiguration(spec.attributes, row.config), at * encodedWidth(spec.attributes));
    targets.set(
      spec.attributes.flatMap((attribute) => target(attribute, row)),
      at * targetWidth(spec),
    );
  }
  return {
    rows: rows.length,
    signals,
    present,
    config,
    targets,
    values: Float32Array.from(rows, (row) => row.value ?? 0),
  };
}

/** The rows of the given indices as the feeds of a training step, filled up to `size` with rows of weight zero. */
export function batchFeeds(data: Encoded, indices: readonly number[], size: number): Record<string, Tensor> {
  const pick = (source: Float32Array): Tensor => {
    const width = source.length / data.rows;
    const picked = new Float32Array(size * width);
    for (const [at, index] of indices.entries()) {
      picked.set(source.subarray(index * width, (index + 1) * width), at * width);
    }
    return tensor(picked, [size, width]);
  };
  const weights = new Float32Array(size).fill(1 / indices.length, 0, indices.length);
  return {
    signals: pick(data.signals),
    present: pick(data.present),
    config: pick(data.config),
    targets: pick(data.targets),
    values: pick(data.values),
    row_weights: tensor(weights, [size, 1]),
  };
}

function target(attribute: Attribute, { expert, episode, t }: Demonstration): number[] {
  const wanted = expert[attribute.name];
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      if (typeof wanted === "number" && Number.isFinite(wanted)) return [toUnit(attribute, wanted)];
      break;
    case "categorical":
      if (attribute.choices.includes(String(wanted))) {
        return attribute.choices.map((choice) => (choice === wanted ? 1 : 0));
      }
      break;
    case "boolean":
      if (typeof wanted === "boolean") return wanted ? [0, 1] : [1, 0];
      break;
    default:
      attribute satisfies never;
  }
  const where = `episode ${episode}, second ${t}`;
  throw new LearningError(
    "dataset-invalid",
    `${where}: the teacher has no usable ${attribute.name}: ${String(wanted)}`,
  );
}
