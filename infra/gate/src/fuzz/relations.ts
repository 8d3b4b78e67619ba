import { parsePolicyOutputs } from "@fleet-persona/engine";
import { randomFromSeed, shuffled } from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import { contractOf, named, unpacked } from "../policy-contract.ts";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import { SandboxStop } from "../sandbox/sandbox-stop.ts";
import type { FuzzRow } from "./fuzz-rows.ts";
import { answersTo, difference } from "./policy-answers.ts";

/** What a relation was tried on, and where it did not hold. */
export type RelationResult = { readonly cases: number; readonly failures: readonly string[] };

// What stands in for a value that is absent; a policy that looks at it is not masking.
const FOREIGN = 12_345;

/** Every answer is what the contract says: finite, probabilities that add up, shares between 0 and 1. */
export function isWellFormed(
  manifest: Manifest,
  rows: readonly FuzzRow[],
  outputs: readonly Float32Array[],
): RelationResult {
  const contract = contractOf(manifest);
  const attributes = named(manifest.attributes, manifest.policy.outputs);
  const failures = rows.flatMap(({ what }, at) => {
    const answer = outputs[at];
    const valid = answer !== undefined && parsePolicyOutputs(attributes, unpacked(contract, answer)).kind === "policy";
    return valid ? [] : [`${what}: the answer is not finite or out of range`];
  });
  return { cases: rows.length, failures };
}

/** Rows of a batch do not know of each other: alone, together and in another order they get the same answers. */
export async function rowsAreIndependent(
  sandbox: ModelSandbox,
  rows: readonly FuzzRow[],
  outputs: readonly Float32Array[],
): Promise<RelationResult> {
  const order = shuffled(
    randomFromSeed(1),
    rows.map((_, at) => at),
  );
  const shuffledRows = order.map((at) => rows[at]?.row ?? new Float32Array(0));
  const mixed = await answersTo(sandbox, shuffledRows, "together").catch(singleRowsOnly);
  if (mixed === null) return { cases: rows.length, failures: ["a batch of rows: the model takes a single row only"] };
  const failures = order.flatMap((at, place) => {
    const [alone, together] = [outputs[at], mixed.outputs[place]];
    const apart = alone && together ? difference(alone, together) : Number.POSITIVE_INFINITY;
    return apart <= GATE_RULES.rowTolerance
      ? []
      : [`${rows[at]?.what ?? at}: alone and in a batch the answers differ by ${apart.toPrecision(2)}`];
  });
  return { cases: rows.length, failures };
}

function singleRowsOnly(error: unknown): null {
  if (error instanceof SandboxStop && error.code === "model-failed") return null;
  throw error;
}

/** A value that is not present is not looked at. */
export async function absentIsIgnored(
  manifest: Manifest,
  sandbox: ModelSandbox,
  rows: readonly FuzzRow[],
  outputs: readonly Float32Array[],
): Promise<RelationResult> {
  const { signals } = contractOf(manifest);
  const tried = rows.flatMap(({ what, row }, at) => {
    const garbled = Float32Array.from(row);
    let absent = 0;
    for (let index = 0; index < signals; index += 1) {
      if (row[signals + index] !== 0) continue;
      garbled[index] = FOREIGN;
      absent += 1;
    }
    return absent === 0 ? [] : [{ what, garbled, before: outputs[at] }];
  });
  const answers = await answersTo(
    sandbox,
    tried.map(({ garbled }) => garbled),
  );
  const failures = tried.flatMap(({ what, before }, at) => {
    const after = answers.outputs[at];
    const apart = before && after ? difference(before, after) : Number.POSITIVE_INFINITY;
    return apart <= GATE_RULES.rowTolerance
      ? []
      : [`${what}: the value of an absent signal moves the answer by ${apart.toPrecision(2)}`];
  });
  return { cases: tried.length, failures };
}
