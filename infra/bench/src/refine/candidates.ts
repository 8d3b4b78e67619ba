import {
  datasetOf,
  encodeDataset,
  type OfflineDataset,
  type ParentVersion,
  type RefineSettings,
} from "@fleet-persona/learning";
import type { JobRunner, RefineAnswer } from "@fleet-persona/learning-jobs";
import { sealed } from "./first-version.ts";
import { EXPLORE_MS, experimentId, exploreSeed, loggedAs, partOf, worldOf, type Effort } from "./world.ts";

/** A way to make a child, by name. */
const WAYS: Readonly<Record<string, RefineSettings>> = {
  "policy, free": { algorithm: "policy", policy: { divergenceWeight: 0.005, residual: 0 } },
  "policy, held": { algorithm: "policy", policy: { divergenceWeight: 0.02, residual: 0.25 } },
  "action values": { algorithm: "values", values: { conservative: 2, epochs: 10, updates: 100 } },
};
const DATE = "2026-11-26";

/** A child that may be tried live, or why there is none. */
export type Candidate = { readonly way: string; readonly answer: RefineAnswer };

/** Hosts explore with the parent's own doubts, each in traffic nobody has met; what their journals say becomes a dataset. */
export async function explored(
  round: number,
  parent: ParentVersion,
  { explorers }: Effort,
  runner: JobRunner,
): Promise<OfflineDataset> {
  const task = worldOf(parent);
  const experiment = { id: experimentId(round, "explore"), arm: "explorer" };
  const jobs = Array.from({ length: explorers }, (_, host) => ({
    kind: "explore" as const,
    task,
    policy: partOf(parent),
    of: { tenant: `tenant-${host % 10}`, host: `host-${host}`, experiment, persona: loggedAs(parent) },
    everyMs: EXPLORE_MS,
    seed: exploreSeed(round, host),
  }));
  const episodes = await runner.run<"explore">(jobs);
  const { attributes, inputs, reward } = task;
  return datasetOf({ attributes, inputs, reward, everyMs: EXPLORE_MS, allowed: {} }, episodes);
}

/** Every way of refining, estimated on hosts it did not learn from. */
export async function candidatesOf(
  round: number,
  { policy, ...parent }: ParentVersion,
  dataset: OfflineDataset,
  runner: JobRunner,
): Promise<readonly Candidate[]> {
  const bytes = Buffer.from(encodeDataset(dataset)).toString("base64");
  const jobs = Object.values(WAYS).map((settings) => ({
    kind: "refine" as const,
    parent: { ...parent, policy: Buffer.from(policy).toString("base64") },
    dataset: bytes,
    settings: { ...settings, experiments: [experimentId(round, "verdict")] },
    seed: round,
    date: DATE,
  }));
  const answers = await runner.run<"refine">(jobs);
  return Object.keys(WAYS).map((way, at) => ({ way, answer: answers[at] as RefineAnswer }));
}

/** The candidate that the log promises most of, by the lower end of its gain; null where there is none. */
export function mostPromising(
  candidates: readonly Candidate[],
): (Candidate & { readonly version: ParentVersion }) | null {
  let best: (Candidate & { readonly version: ParentVersion }) | null = null;
  let promise = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const { answer } = candidate;
    if (answer.kind === "refused") continue;
    const low = answer.evaluation.gain.low ?? Number.NEGATIVE_INFINITY;
    if (low <= promise) continue;
    promise = low;
    const read = (name: string): Uint8Array => new Uint8Array(Buffer.from(answer.files[name] ?? "", "base64"));
    const card = new TextDecoder().decode(read("card.md"));
    best = { ...candidate, version: sealed({ manifest: answer.manifest, policy: read("policy.onnx"), card }) };
  }
  return best;
}
