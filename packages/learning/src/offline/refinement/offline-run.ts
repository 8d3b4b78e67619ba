import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "../../checkpoint/checkpoint.ts";
import { LearningError } from "../../errors.ts";
import type { OnnxRuntime } from "../../runtime.ts";
import { type Random, randomFromSeed } from "../../training/random.ts";
import { initialTrainingState, type TrainingState, trainingStateOf } from "../../training/training-step.ts";
import type { OfflineDataset } from "../dataset/dataset.ts";
import { hostKey, splitHosts } from "../dataset/narrowed.ts";

/** What learning from a log is asked for. Same request, same weights. */
export type OfflineRequest = {
  readonly dataset: OfflineDataset;
  /** The parent's `policy.onnx`. */
  readonly policy: Uint8Array;
  readonly seed: number;
  readonly runtime: OnnxRuntime;
  /** The bytes of a checkpoint of the same request. */
  readonly resume?: Uint8Array;
  readonly onProgress?: (progress: OfflineProgress) => void;
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<void>;
  /** Asked between epochs; true ends the run with what it has. */
  readonly stop?: () => boolean;
};

/** One pass over the log. `heldOut`: the algorithm's figures on hosts it does not learn from. */
export type OfflineProgress = {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  readonly heldOut: Readonly<Record<string, number>>;
};

export type OfflineResult = {
  readonly weights: Float32Array;
  readonly curve: readonly OfflineProgress[];
  readonly checkpoint: Uint8Array;
};

/** Everything of a run that changes. `best` is what a run ends with; `extra` is the algorithm's own. */
export type OfflineRun = {
  epoch: number;
  training: TrainingState;
  readonly random: Random;
  readonly curve: OfflineProgress[];
  best: { readonly weights: Float32Array; readonly epoch: number; readonly score: number };
  extra: Float32Array;
};

/** A run at its beginning or where its checkpoint left it. Throws `checkpoint-invalid` and `checkpoint-foreign`. */
export function openOfflineRun(
  request: OfflineRequest,
  identity: Readonly<Record<string, unknown>>,
  initial: Float32Array,
  extra: Float32Array = new Float32Array(0),
): OfflineRun {
  if (request.resume === undefined) {
    const best = { weights: initial, epoch: 0, score: Number.NEGATIVE_INFINITY };
    const training = initialTrainingState(initial);
    return { epoch: 0, training, random: randomFromSeed(request.seed), curve: [], best, extra };
  }
  const { header, arrays } = decodeCheckpoint(request.resume);
  if (JSON.stringify(header["identity"]) !== JSON.stringify(identity))
    throw new LearningError("checkpoint-foreign", "the checkpoint is of another dataset, parent, seed or settings");
  const saved = header as unknown as SavedHeader;
  const [weights, moment1, moment2, best, kept] = ["weights", "moment1", "moment2", "best", "extra"].map((name) =>
    floatsOf(arrays, name),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  const words = arrays["random"];
  if (!(words instanceof Uint32Array))
    throw new LearningError("checkpoint-invalid", "the checkpoint has no random words");
  return {
    epoch: saved.epoch,
    training: trainingStateOf(weights, moment1, moment2, saved.updates),
    random: { words },
    curve: saved.curve,
    best: { weights: best, epoch: saved.bestEpoch, score: saved.bestScore ?? Number.NEGATIVE_INFINITY },
    extra: kept,
  };
}

/** Passes over the log until the epochs are done, `patience` of them brought nothing, or `stop` says so. */
export async function runOffline(
  request: OfflineRequest,
  run: OfflineRun,
  { identity, epochs, patience }: { identity: Readonly<Record<string, unknown>>; epochs: number; patience: number },
  pass: () => Promise<{
    readonly loss: number;
    readonly heldOut: Readonly<Record<string, number>>;
    readonly score: number;
  }>,
): Promise<OfflineResult> {
  while (run.epoch < epochs && run.epoch - run.best.epoch < patience && request.stop?.() !== true) {
    const { loss, heldOut, score } = await pass();
    run.epoch += 1;
    if (!Number.isFinite(loss) || !run.training.weights.every(Number.isFinite))
      throw new LearningError("not-finite", `loss or weights are not finite after epoch ${run.epoch}`);
    if (score > run.best.score) run.best = { weights: run.training.weights.slice(), epoch: run.epoch, score };
    const progress = { epoch: run.epoch, epochs, loss, heldOut };
    run.curve.push(progress);
    request.onProgress?.(progress);
    await request.onCheckpoint?.(savedRun(run, identity));
  }
  return { weights: run.best.weights.slice(), curve: run.curve, checkpoint: savedRun(run, identity) };
}

type SavedHeader = {
  readonly epoch: number;
  readonly updates: number;
  readonly curve: OfflineProgress[];
  readonly bestEpoch: number;
  readonly bestScore: number | null;
};

function savedRun(run: OfflineRun, identity: Readonly<Record<string, unknown>>): Uint8Array {
  const { epoch, training, random, curve, best, extra } = run;
  const { weights, moment1, moment2, step: updates } = training;
  const bestScore = Number.isFinite(best.score) ? best.score : null;
  return encodeCheckpoint({
    header: { identity, epoch, updates, curve, bestEpoch: best.epoch, bestScore },
    arrays: { weights, moment1, moment2, best: best.weights, extra, random: random.words },
  });
}

function floatsOf(arrays: Checkpoint["arrays"], name: string): Float32Array {
  const found = arrays[name];
  if (found instanceof Float32Array) return found;
  throw new LearningError("checkpoint-invalid", `the checkpoint has no usable array "${name}"`);
}

/** The steps of the log, apart by whether their host is held out: every so manieth, in the order of their ids. */
export function splitSteps(
  dataset: OfflineDataset,
  share: number,
): { readonly learning: Uint32Array; readonly judging: Uint32Array } {
  const { judging } = splitHosts(dataset, share);
  const sides: { learning: number[]; judging: number[] } = { learning: [], judging: [] };
  for (const episode of dataset.episodes) {
    const side = judging.has(hostKey(episode)) ? sides.judging : sides.learning;
    for (let at = 0; at < episode.steps; at += 1) side.push(episode.firstStep + at);
  }
  return { learning: Uint32Array.from(sides.learning), judging: Uint32Array.from(sides.judging) };
}
