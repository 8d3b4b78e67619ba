import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  decidedWeights,
  exportPolicy,
  imitate,
  policyLayout,
  taskOf,
  type ManifestDraft,
  type ParentVersion,
  type PolicySpec,
} from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { canonicalBytes, targetDigest } from "@fleet-persona/persona";
import { referenceFolder } from "../policy/load-persona.ts";
import { firstSeed, worldOf } from "./world.ts";

const HIDDEN = [32, 32];
const LESSONS = { episodes: 10, rounds: 0, episodesPerRound: 1, epochs: 10 };
// How unsure it is of every number, share of its range: what its hosts explore with.
const DEVIATION = 0.1;
// How much surer of its choices than its few lessons made it: unsure, its hosts would mostly explore what a bad cache does.
const SURER = 4;
const CLAIM = 0.9;

/**
 * The first version on purpose: the flash-sale Persona's signals, attributes and engine settings, and a network that imitated its teacher
 * for ten scenarios and was never corrected where it gets to itself. It is what an author has after a few seconds of training: better than
 * nothing in calm traffic, wrong in crowds it has not seen. A finished Persona would leave refining little to find.
 */
export async function firstVersion(): Promise<ParentVersion> {
  const text = await readFile(path.join(referenceFolder(), "persona.json"), "utf8");
  const reference = JSON.parse(text) as ManifestDraft;
  const manifest: ManifestDraft = {
    ...reference,
    id: "bench/first-steps",
    name: "First steps",
    confidence_score: CLAIM,
    training: { ...reference.training, algorithm: "clone", steps: LESSONS.episodes, seeds: [firstSeed], parents: [] },
  };
  const task = taskOf(worldOf({ manifest }));
  const clone = await imitate({ task, seed: firstSeed, runtime: ortRuntime, settings: { ...LESSONS, hidden: HIDDEN } });
  const spec = { attributes: task.attributes, inputs: task.inputs, hidden: HIDDEN };
  const policy = exportPolicy(spec, surerOfChoices(spec, decidedWeights(spec, clone.weights, DEVIATION)));
  return sealed({ manifest, policy, card: "# First steps\n" });
}

/** The weights with the logits of all choices made larger. */
function surerOfChoices(spec: PolicySpec, weights: Float32Array): Float32Array {
  const isChoice = spec.attributes.flatMap(({ kind, ...rest }) => {
    if (kind === "boolean") return [true, true];
    return "choices" in rest ? rest.choices.map(() => true) : [false];
  });
  const surer = weights.slice();
  let from = 0;
  for (const { name, dims } of policyLayout(spec)) {
    const size = dims.reduce((product, dim) => product * dim, 1);
    const columns = dims.at(-1) ?? 1;
    for (let at = 0; name.startsWith("heads.") && at < size; at += 1)
      if (isChoice[at % columns] === true) surer[from + at] = SURER * (surer[from + at] ?? 0);
    from += size;
  }
  return surer;
}

/** A version under a digest that stands for its bundle's. */
export function sealed({ manifest, policy, card }: Omit<ParentVersion, "digest">): ParentVersion {
  const files = [{ name: "policy.onnx", ...targetDigest(policy) }];
  return { manifest, policy, card, digest: targetDigest(canonicalBytes({ ...manifest, files })).sha256 };
}
