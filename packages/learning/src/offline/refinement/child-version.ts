import { manifestSchema, targetDigest, type BundleContentName, type Manifest } from "@fleet-persona/persona";
import { utf8 } from "@scure/base";
import { ONNX_OPSET } from "../../onnx/model.ts";
import type { Provenance } from "../dataset/dataset.ts";
import type { OffPolicyEstimate } from "../estimation/evaluate-off-policy.ts";

export type ManifestDraft = Omit<Manifest, "files">;

/** The parent as its bundle has it. `digest` is the bundle's. */
export type ParentVersion = {
  readonly manifest: ManifestDraft;
  readonly policy: Uint8Array;
  readonly card: string;
  readonly digest: string;
};

/** What made the child and what is known of it. */
export type Refinement = {
  readonly policy: Uint8Array;
  readonly algorithm: string;
  readonly seed: number;
  readonly evaluation: Extract<OffPolicyEstimate, { readonly kind: "estimate" }>;
  readonly dataset: { readonly version: string; readonly provenance: Provenance };
  /** Experiments that justify it beside those it was learned from. */
  readonly experiments: readonly string[];
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Adaptation settings where a search found better ones. */
  readonly adaptation?: Manifest["adaptation"];
  /** What was run, for the evidence: plain JSON. */
  readonly settings: unknown;
  readonly curve: readonly unknown[];
};

/** The four files of a bundle before it is signed; `persona.json` has no digests yet, as `persona train` writes it. */
export type CandidateFiles = Readonly<Record<BundleContentName | "persona.json", Uint8Array>>;

export type ChildVersion =
  | { readonly kind: "child"; readonly manifest: ManifestDraft; readonly files: CandidateFiles }
  | { readonly kind: "refused"; readonly code: "manifest-invalid"; readonly sentence: string };

/**
 * The next version of a Persona, unsigned: only its author's key, on the author's machine, can make a bundle of it. Everything the
 * refinement did not touch is the parent's. The claim is the lower of the parent's and the chance that the log gives it of being better.
 */
export function childVersion(parent: ParentVersion, refinement: Refinement): ChildVersion {
  const { manifest: before } = parent;
  const { policy, dataset, evaluation } = refinement;
  const { provenance } = dataset;
  const experiments = [...new Set([...provenance.experiments, ...refinement.experiments])].toSorted().slice(0, MOST);
  const manifest: ManifestDraft = {
    ...before,
    version: before.version + 1,
    creation_date: refinement.date,
    changelog: [{ kind: "changed", text: changeOf(refinement, before.version) }],
    input_data_sources: [...new Set([...before.input_data_sources, JOURNALS])].slice(0, 32),
    confidence_score: Math.min(before.confidence_score, claimOf(evaluation.chance)),
    adaptation: refinement.adaptation ?? before.adaptation,
    policy: { ...before.policy, opset: ONNX_OPSET },
    training: {
      algorithm: refinement.algorithm,
      environment: `journals of ${provenance.hosts} hosts of ${provenance.tenants.length} tenants`,
      steps: provenance.steps,
      seeds: [refinement.seed],
      generation: before.training.generation + 1,
      parents: [`${before.id}@${before.version}`],
      experiments,
      dataset: { version: dataset.version, episodes: provenance.episodes, steps: provenance.steps },
    },
  };
  const card = utf8.decode(cardOf(parent, manifest, refinement));
  const evidence = utf8.decode(`${JSON.stringify(evidenceOf(parent, refinement), shortened)}\n`);
  const content = { "policy.onnx": policy, "card.md": card, "evidence.json": evidence };
  const listed = Object.entries(content).map(([name, bytes]) => {
    return { name, bytes: bytes.length, sha256: targetDigest(bytes).sha256 };
  });
  const parsed = manifestSchema.safeParse({ ...manifest, files: listed });
  if (!parsed.success) {
    const said = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
    return {
      kind: "refused",
      code: "manifest-invalid",
      sentence: `The child's manifest is not valid: ${said.join("; ")}.`,
    };
  }
  return {
    kind: "child",
    manifest,
    files: { ...content, "persona.json": utf8.decode(`${JSON.stringify(manifest, null, 2)}\n`) },
  };
}

const MOST = 64;
const JOURNALS = "journals of enrolled fleets that opted in";

/** Laplace's rule over the resamples that a chance was counted on: never certain. */
function claimOf(chance: number): number {
  return Math.floor((100 * (400 * chance + 1)) / 402) / 100;
}

function changeOf({ algorithm, dataset, evaluation }: Refinement, version: number): string {
  const { provenance } = dataset;
  const { value, low, high } = evaluation.gain;
  const gain = `${signed(value)} of reward a second where it was logged (${signed(low)} to ${signed(high)})`;
  return `Refined from version ${version} by ${algorithm} on ${provenance.steps} logged steps of ${provenance.hosts} hosts; expected ${gain}.`;
}

function cardOf({ card, manifest: before }: ParentVersion, { version }: ManifestDraft, refinement: Refinement): string {
  const { dataset, evaluation } = refinement;
  const { provenance } = dataset;
  const { support } = evaluation;
  return `${card.trimEnd()}

## What version ${version} changed
${changeOf(refinement, before.version)}

Learned from journals of fleets that opted in, ${day(provenance.from)} to ${day(provenance.to)}, dataset \`${dataset.version.slice(0, 12)}\`. Estimated on hosts it was not
learned from, without having run: ${support.windows} windows, worth ${support.effective.toFixed(0)} under this version. All other figures on this card are of the first
version of its line; see the experiments that the manifest names for what was measured.
`;
}

function evidenceOf({ manifest, digest }: ParentVersion, refinement: Refinement): unknown {
  const { evaluation, dataset, algorithm, seed, settings, curve, experiments } = refinement;
  return {
    kind: "off-policy-evaluation",
    parent: { id: manifest.id, version: manifest.version, digest },
    dataset: { version: dataset.version, ...dataset.provenance },
    evaluation,
    training: [{ algorithm, seed, settings, curve }],
    justified_by: [...experiments],
  };
}

/** Fractions keep six digits: more is noise. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

function signed(value: number | null): string {
  return value === null ? "unknown" : `${value > 0 ? "+" : ""}${value.toFixed(4)}`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
