import { canonicalBytes } from "@fleet-persona/persona";
import { LearningError, type LearningErrorCode } from "../../errors.ts";
import { exportPolicy } from "../../policy/export-policy.ts";
import type { OnnxRuntime } from "../../runtime.ts";
import type { OfflineDataset } from "../dataset/dataset.ts";
import { decodeDataset } from "../dataset/dataset-bytes.ts";
import { narrowedTo, splitHosts } from "../dataset/narrowed.ts";
import {
  evaluateOffPolicy,
  type OffPolicyEstimate,
  type OffPolicySettings,
} from "../estimation/evaluate-off-policy.ts";
import { type CandidateFiles, childVersion, type ManifestDraft, type ParentVersion } from "./child-version.ts";
import { continueInSimulator, type SimulatorSettings } from "./continue-in-simulator.ts";
import type { OfflineProgress, OfflineRequest } from "./offline-run.ts";
import { refinePolicy, type PolicyRefinementSettings } from "./refine-policy.ts";
import { refineValues, type ValueRefinementSettings } from "./refine-values.ts";

export type RefineSettings = {
  /** `policy`: PPO regularised towards the parent. `values`: conservative action values. */
  readonly algorithm: "policy" | "values";
  readonly policy?: Partial<PolicyRefinementSettings>;
  readonly values?: Partial<ValueRefinementSettings>;
  readonly offPolicy?: Partial<OffPolicySettings>;
  /** After `policy`: goes on in a simulator fitted to the log. */
  readonly simulator?: SimulatorSettings;
  /** Share of the hosts that nothing is learned from: the estimate is of them. */
  readonly judgingShare?: number;
  /** Experiments that justify the child beside those of the dataset. */
  readonly experiments?: readonly string[];
};

export type RefineRequest = {
  readonly parent: ParentVersion;
  /** As bytes it is checked first. */
  readonly dataset: Uint8Array | OfflineDataset;
  readonly settings: RefineSettings;
  readonly runtime: OnnxRuntime;
  readonly seed: number;
  /** YYYY-MM-DD, of the child. */
  readonly date: string;
  readonly progress?: (progress: OfflineProgress) => void;
} & Pick<OfflineRequest, "resume" | "onCheckpoint" | "stop">;

export type RefineRefusal =
  /** The dataset is not of this parent: other signals or attributes, or logged by others alone. */
  | "dataset-foreign"
  | "too-little-overlap"
  /** The log does not say that the child is better. */
  | "no-gain"
  | "manifest-invalid"
  | LearningErrorCode;

export type Refined =
  | {
      readonly kind: "candidate";
      readonly manifest: ManifestDraft;
      readonly files: CandidateFiles;
      readonly evaluation: Extract<OffPolicyEstimate, { readonly kind: "estimate" }>;
    }
  | {
      readonly kind: "refused";
      readonly code: RefineRefusal;
      /** What was wrong and what to do. */
      readonly sentence: string;
      readonly evaluation?: OffPolicyEstimate;
    };

const JUDGING_SHARE = 0.3;
const ALGORITHMS = {
  policy: "behaviour-regularised PPO on journals",
  values: "conservative Q-learning on journals",
} as const;

/**
 * A parent and a log in, an unsigned candidate of the next version out; or why not. Learns from most hosts and estimates on
 * the others, before anything runs live. Same request, same files. Throws only what no dataset or parent can cause: `settings-invalid`,
 * `checkpoint-foreign`, `checkpoint-invalid`.
 */
export async function refinePersona(request: RefineRequest): Promise<Refined> {
  try {
    return await refined(request);
  } catch (error) {
    if (!(error instanceof LearningError) || CALLERS.includes(error.code)) throw error;
    return { kind: "refused", code: error.code, sentence: error.message };
  }
}

const CALLERS: readonly LearningErrorCode[] = ["settings-invalid", "checkpoint-foreign", "checkpoint-invalid"];

async function refined(request: RefineRequest): Promise<Refined> {
  const { parent, settings, runtime, seed } = request;
  const dataset = request.dataset instanceof Uint8Array ? decodeDataset(request.dataset) : request.dataset;
  const foreign = foreignness(parent, dataset);
  if (foreign !== null) return { kind: "refused", code: "dataset-foreign", sentence: foreign };
  const { learning, judging } = splitHosts(dataset, settings.judgingShare ?? JUDGING_SHARE);
  const { policy, made, curve, algorithm } = await learned(request, dataset, learning);
  const session = await runtime.load(policy);
  const evaluation = await evaluateOffPolicy(dataset, session, settings.offPolicy ?? {}, judging);
  if (evaluation.kind === "refused") {
    return { kind: "refused", code: evaluation.code, sentence: evaluation.sentence, evaluation };
  }
  const { gain } = evaluation;
  if (!((gain.value ?? Number.NaN) > 0)) {
    const sentence = `On hosts it was not learned from the child is worth ${said(gain.value)} a second more than its parent (${said(gain.low)} to ${said(gain.high)}): nothing to try live. Let more hosts explore, or loosen the divergence weight.`;
    return { kind: "refused", code: "no-gain", sentence, evaluation };
  }
  const { version, provenance } = dataset;
  const child = childVersion(parent, {
    policy,
    algorithm,
    seed,
    evaluation,
    dataset: { version, provenance },
    experiments: settings.experiments ?? [],
    date: request.date,
    settings: made,
    curve,
  });
  if (child.kind === "refused") return { ...child, evaluation };
  return { kind: "candidate", manifest: child.manifest, files: child.files, evaluation };
}

async function learned(request: RefineRequest, dataset: OfflineDataset, hosts: ReadonlySet<string>) {
  const { parent, settings, runtime, seed, progress, resume, onCheckpoint, stop } = request;
  const offline: OfflineRequest = {
    dataset: narrowedTo(dataset, hosts),
    policy: parent.policy,
    seed,
    runtime,
    ...(progress === undefined ? {} : { onProgress: progress }),
    ...(resume === undefined ? {} : { resume }),
    ...(onCheckpoint === undefined ? {} : { onCheckpoint }),
    ...(stop === undefined ? {} : { stop }),
  };
  if (settings.algorithm === "values") {
    const { policy, settings: made, curve } = await refineValues({ ...offline, settings: settings.values ?? {} });
    return { policy, made, curve, algorithm: ALGORITHMS.values };
  }
  const from = await refinePolicy({ ...offline, settings: settings.policy ?? {} });
  const { settings: made, curve } = from;
  const { simulator } = settings;
  if (simulator === undefined) return { policy: from.policy, made, curve, algorithm: ALGORITHMS.policy };
  const { attributes, inputs } = dataset.spec;
  const spec = { attributes, inputs, hidden: from.hidden };
  const weights = await continueInSimulator(offline.dataset, spec, from.weights, simulator, { seed, runtime });
  const algorithm = `${ALGORITHMS.policy}, then PPO in a fitted simulator`;
  return { policy: exportPolicy(spec, weights), made: { ...made, simulated: simulator.steps }, curve, algorithm };
}

/** Why a dataset says nothing about a parent; null where it does. */
function foreignness({ manifest, digest }: ParentVersion, { spec, provenance }: OfflineDataset): string | null {
  const { personas } = provenance;
  if (!personas.some((each) => each.id === manifest.id && each.digest === digest)) {
    const logged = personas.map(({ id, version }) => `${id}@${version}`).join(", ");
    return `The dataset was logged by ${logged}, none of it by ${manifest.id}@${manifest.version}: refine the version that explored, or let this one explore.`;
  }
  const same = (a: unknown, b: unknown): boolean => String(canonicalBytes(a)) === String(canonicalBytes(b));
  if (same(spec.attributes, manifest.attributes) && same(spec.inputs, manifest.policy.inputs.signals)) return null;
  return `The dataset's signals or attributes are not those of ${manifest.id}@${manifest.version}: make it again with this version's manifest.`;
}

function said(value: number | null): string {
  return value === null ? "unknown" : value.toFixed(4);
}
