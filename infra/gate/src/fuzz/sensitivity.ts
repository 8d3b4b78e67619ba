import type { Manifest } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import { contractOf, named, unpacked } from "../policy-contract.ts";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import type { FuzzRow } from "./fuzz-rows.ts";
import { answersTo } from "./policy-answers.ts";

/** How a policy takes small changes. `jumpShare`: share of the changes after which a recommendation is somewhere else. */
export type Sensitivity = { readonly cases: number; readonly jumpShare: number; readonly furthest: string };

const ROWS = 60;
const STEP = 0.01;

/** Moves one input at a time by a hundredth of its range in training, and sees how far the recommendation goes. */
export async function sensitivityOf(
  manifest: Manifest,
  sandbox: ModelSandbox,
  rows: readonly FuzzRow[],
  outputs: readonly Float32Array[],
): Promise<Sensitivity> {
  const { signals } = contractOf(manifest);
  const inputs = manifest.policy.inputs.signals;
  const moved = rows.slice(0, ROWS).flatMap(({ row }, at) =>
    inputs.flatMap(({ name, distribution: { p01, p99 } }, index) => {
      if (row[signals + index] !== 1 || p99 === p01) return [];
      const next = Float32Array.from(row);
      next[index] = (next[index] ?? 0) + STEP * (p99 - p01);
      return [{ name, next, before: outputs[at] }];
    }),
  );
  const answers = await answersTo(
    sandbox,
    moved.map(({ next }) => next),
  );
  let jumps = 0;
  let furthest = { far: 0, what: "" };
  for (const [at, { name, before }] of moved.entries()) {
    const after = answers.outputs[at];
    const { far, attribute } = before && after ? distance(manifest, before, after) : { far: 1, attribute: "" };
    if (far > GATE_RULES.jump) jumps += 1;
    if (far > furthest.far) furthest = { far, what: `${attribute} by ${Math.round(100 * far)} % for 1 % of ${name}` };
  }
  return { cases: moved.length, jumpShare: jumps / Math.max(1, moved.length), furthest: furthest.what };
}

/** The attribute whose recommendation went furthest: a number's mean, or half the sum of what probabilities changed by. */
function distance(
  manifest: Manifest,
  before: Float32Array,
  after: Float32Array,
): { readonly far: number; readonly attribute: string } {
  const contract = contractOf(manifest);
  const [was, is] = [unpacked(contract, before), unpacked(contract, after)];
  let furthest = { far: 0, attribute: "" };
  for (const { name, kind } of named(manifest.attributes, manifest.policy.outputs)) {
    const [a, b] = [was[`weights.${name}`] ?? [], is[`weights.${name}`] ?? []];
    const number = kind === "continuous" || kind === "integer";
    const far = number
      ? Math.abs((a[0] ?? 0) - (b[0] ?? 0))
      : Array.from(a, (value, at) => Math.abs(value - (b[at] ?? 0))).reduce((sum, each) => sum + each, 0) / 2;
    if (far > furthest.far) furthest = { far, attribute: name };
  }
  return furthest;
}
