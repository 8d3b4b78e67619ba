import { encodedWidth } from "@fleet-persona/persona";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "../../checkpoint/checkpoint.ts";
import { LearningError } from "../../errors.ts";
import { REWARD_TERMS } from "../../fleet/reward.ts";
import { type DatasetColumns, observationWidth, type OfflineDataset, versionOf } from "./dataset.ts";

const KIND = "fleet-persona/dataset-1";

type Header = Pick<OfflineDataset, "spec" | "provenance" | "episodes" | "version"> & { readonly kind: string };

/** A dataset as bytes. Same dataset, same bytes. */
export function encodeDataset(dataset: OfflineDataset): Uint8Array {
  const { spec, provenance, episodes, version } = dataset;
  const { observations, samples, logProbabilities, sampled, applied, terms } = dataset;
  return encodeCheckpoint({
    header: { kind: KIND, version, spec, provenance, episodes } satisfies Header,
    arrays: { observations, samples, logProbabilities, sampled, applied, terms },
  });
}

/**
 * Reads a dataset. Throws `dataset-tampered` for bytes that are damaged, cut short or not what their version says, and
 * `dataset-not-finite` for numbers that are none.
 */
export function decodeDataset(bytes: Uint8Array): OfflineDataset {
  const { header, arrays } = opened(bytes);
  const { kind, spec, provenance, episodes, version } = header as Partial<Header>;
  if (kind !== KIND || spec === undefined || provenance === undefined || episodes === undefined)
    throw tampered("they are no dataset");
  const columns = columnsOf(arrays, { spec, provenance, episodes });
  if (versionOf({ spec, provenance, episodes }, columns) !== version)
    throw tampered("their content is not what their version says");
  for (const [name, column] of Object.entries(columns))
    if (!column.every(Number.isFinite)) throw new LearningError("dataset-not-finite", `${name} holds no number`);
  return { ...columns, spec, provenance, episodes, version };
}

function opened(bytes: Uint8Array): Checkpoint {
  try {
    return decodeCheckpoint(bytes);
  } catch (cause) {
    throw tampered(cause instanceof Error ? cause.message : String(cause));
  }
}

function columnsOf(
  arrays: Checkpoint["arrays"],
  { spec, provenance, episodes }: Pick<OfflineDataset, "spec" | "provenance" | "episodes">,
): DatasetColumns {
  const { steps } = provenance;
  const heads = spec.attributes.length;
  if (episodes.reduce((sum, episode) => sum + episode.steps, 0) !== steps) throw tampered("their steps do not add up");
  const column = (name: keyof DatasetColumns, length: number): Float32Array => {
    const found = arrays[name];
    if (found instanceof Float32Array && found.length === length) return found;
    throw tampered(`the column ${name} is not ${length} numbers`);
  };
  return {
    observations: column("observations", (steps + episodes.length) * observationWidth(spec)),
    samples: column("samples", steps * heads),
    logProbabilities: column("logProbabilities", steps * heads),
    sampled: column("sampled", steps * heads),
    applied: column("applied", steps * encodedWidth(spec.attributes)),
    terms: column("terms", steps * REWARD_TERMS.length),
  };
}

function tampered(because: string): LearningError {
  return new LearningError("dataset-tampered", `these bytes cannot be trusted: ${because}; make the dataset again`);
}
