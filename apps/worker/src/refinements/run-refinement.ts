import type {
  DatasetRecord,
  RefinementFailureCode,
  RefinementMaterial,
  RefinementReport,
} from "@fleet-persona/hub-core";
import { evaluateOffPolicy, refinePersona, splitHosts } from "@fleet-persona/learning";
import type {
  OfflineDataset,
  OffPolicyEstimate,
  OnnxRuntime,
  ParentVersion,
  Refined,
  RefineSettings,
} from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import { describeChange } from "./describe-change.ts";
import { evolveOnLog } from "./evolve-on-log.ts";
import { journalDataset, usesOf } from "./journal-dataset.ts";

export type RefinementWork = { readonly material: RefinementMaterial; readonly leastSteps: number };

/** What a child answers: a candidate with its report, or what was in the way. A message the child throws itself is a defect. */
export type RefinementAnswer =
  | {
      readonly kind: "candidate";
      readonly dataset: DatasetRecord;
      readonly report: RefinementReport;
      readonly files: Readonly<Record<string, Uint8Array>>;
    }
  | {
      readonly kind: "refused";
      readonly code: RefinementFailureCode;
      readonly message: string;
      readonly dataset?: DatasetRecord | undefined;
    };

const JUDGING_SHARE = 0.3;

/** Journals in, an unsigned candidate out: the dataset, what the log says of parent and child, and what is otherwise about the child. */
export async function runRefinement(
  { material, leastSteps }: RefinementWork,
  runtime: OnnxRuntime,
  clock: () => number,
): Promise<RefinementAnswer> {
  const began = clock();
  const { parent, journals, nextVersion } = material;
  const made = journalDataset(parent, journals, leastSteps);
  if (made.kind === "too-little") return tooLittle(made, leastSteps);
  const { dataset } = made;
  const record = { version: dataset.version, provenance: dataset.provenance, uses: usesOf(dataset) };
  const before: ParentVersion = {
    manifest: parent.manifest,
    policy: parent.model,
    card: parent.card,
    digest: parent.digest,
  };
  const session = await runtime.load(parent.model);
  const { judging } = splitHosts(dataset, JUDGING_SHARE);
  const ofParent = await evaluateOffPolicy(dataset, session, {}, judging);
  const refined = await refine(material, before, dataset, runtime);
  if (refined.kind === "refused")
    return { kind: "refused", code: codeOf(refined.code), message: refined.sentence, dataset: record };
  const files = numbered(refined.files, nextVersion);
  const manifest = refined.manifest as Manifest;
  const candidate = await runtime.load(refined.files["policy.onnx"]);
  const adaptation = { from: parent.manifest.adaptation, to: manifest.adaptation };
  const report: RefinementReport = {
    schema: "fleet-persona-refinement/1",
    parent: { id: parent.manifest.id, version: parent.manifest.version, digest: parent.digest },
    dataset: { everyMs: dataset.spec.everyMs, reward: { ...dataset.spec.reward } },
    evaluation: { parent: viewOf(ofParent), candidate: viewOf(refined.evaluation) },
    change: await describeChange(dataset, { parent: session, candidate }, adaptation),
    training: trainingOf(refined.files["evidence.json"], manifest.training.algorithm),
    seconds: (clock() - began) / 1000,
  };
  return { kind: "candidate", dataset: record, report, files };
}

function tooLittle({ steps, hosts }: { steps: number; hosts: number }, leastSteps: number): RefinementAnswer {
  const message = `The experiments hold ${steps} draws on ${hosts} ${hosts === 1 ? "host" : "hosts"} that can be learned from; ${leastSteps} on two hosts are the least. Let the parent explore for longer, or on more hosts.`;
  return { kind: "refused", code: "too-little-data", message };
}

function refine(
  { method, settings, seed, date, experiments }: RefinementMaterial,
  parent: ParentVersion,
  dataset: OfflineDataset,
  runtime: OnnxRuntime,
): Promise<Refined> {
  const { generations, population, divergenceWeight, epochs, learningRate } = settings;
  const request = { parent, dataset, runtime, seed, date };
  if (method === "evolution") {
    const breeding = defined({ generations, population, divergenceWeight });
    return evolveOnLog({ ...request, settings: breeding, experiments });
  }
  const asked: RefineSettings =
    method === "ppo"
      ? { algorithm: "policy", policy: defined({ epochs, learningRate, divergenceWeight }), experiments }
      : { algorithm: "values", values: defined({ epochs, learningRate }), experiments };
  return refinePersona({ ...request, settings: { ...asked, judgingShare: JUDGING_SHARE } });
}

function defined<T extends Readonly<Record<string, unknown>>>(
  settings: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never;
}

const known = new Set<string>(["too-little-overlap", "no-gain", "dataset-foreign"]);

function codeOf(code: string): RefinementFailureCode {
  if (known.has(code)) return code as RefinementFailureCode;
  return code === "policy-unreadable" || code === "model-invalid" ? "parent-unreadable" : "refinement-failed";
}

/** The candidate under the number that is free: versions may have been published since its parent. */
function numbered(files: Readonly<Record<string, Uint8Array>>, version: number): Readonly<Record<string, Uint8Array>> {
  const { "persona.json": draft } = files;
  const manifest = JSON.parse(Buffer.from(draft ?? []).toString("utf8")) as Manifest;
  if (manifest.version === version) return files;
  const written = `${JSON.stringify({ ...manifest, version }, null, 2)}\n`;
  const card = Buffer.from(files["card.md"] ?? [])
    .toString("utf8")
    .replace(`## What version ${manifest.version} changed`, `## What version ${version} changed`);
  return {
    ...files,
    "persona.json": new Uint8Array(Buffer.from(written)),
    "card.md": new Uint8Array(Buffer.from(card)),
  };
}

function viewOf(estimate: OffPolicyEstimate): RefinementReport["evaluation"]["candidate"] {
  if (estimate.kind === "refused") return estimate;
  const { kind, value, gain, chance, estimators, support } = estimate;
  return { kind, value, gain, chance, estimators, support };
}

function trainingOf(evidence: Uint8Array, algorithm: string): RefinementReport["training"] {
  const said = JSON.parse(Buffer.from(evidence).toString("utf8")) as {
    readonly training?: readonly { readonly curve?: readonly { readonly epoch?: number; readonly loss?: number }[] }[];
  };
  const curve = (said.training?.[0]?.curve ?? []).flatMap(({ epoch, loss }) =>
    epoch === undefined || loss === undefined ? [] : [{ epoch, loss }],
  );
  return { algorithm, epochs: curve.length, curve };
}
