import type { Manifest } from "@fleet-persona/persona";
import type { FleetModel } from "@fleet-persona/simulator";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import { fuzzRows } from "./fuzz-rows.ts";
import { latencyOf, type Latency } from "./latency.ts";
import { answersTo, sameBytes } from "./policy-answers.ts";
import { absentIsIgnored, isWellFormed, rowsAreIndependent } from "./relations.ts";
import { sensitivityOf, type Sensitivity } from "./sensitivity.ts";
import { triggersHoldStill } from "./trigger-flapping.ts";

/** What came of asking a policy odd things. */
export type FuzzResult = {
  readonly cases: number;
  /** Answers that are none. */
  readonly malformed: readonly string[];
  /** Relations that do not hold. */
  readonly broken: readonly string[];
  /** The same in both processes, and when asked again. */
  readonly deterministic: boolean;
  readonly sensitivity: Sensitivity;
  /** Of a single row, µs. */
  readonly latency: Latency;
};

// Rows whose neighbours in a batch are exchanged.
const BATCHED = 512;

/** Asks the same of a policy in two processes. Rejects with a `SandboxStop`. */
export async function fuzzPolicy(
  manifest: Manifest,
  fleet: FleetModel,
  [first, second]: readonly [ModelSandbox, ModelSandbox],
  seed: number,
): Promise<FuzzResult> {
  const { rows, typical } = fuzzRows(manifest, seed);
  const packed = rows.map(({ row }) => row);
  const { outputs } = await answersTo(first, packed);
  const again = await answersTo(first, packed.slice(0, typical));
  const elsewhere = await answersTo(second, packed);
  const deterministic =
    outputs.every((answer, at) => sameBytes(answer, elsewhere.outputs[at] ?? new Float32Array(0))) &&
    again.outputs.every((answer, at) => sameBytes(answer, outputs[at] ?? new Float32Array(0)));
  const wellFormed = isWellFormed(manifest, rows, outputs);
  const finite = rows.flatMap((each, at) => (outputs[at]?.every(Number.isFinite) === true ? [{ each, at }] : []));
  const sample = finite.slice(0, BATCHED);
  const sampled = [sample.map(({ each }) => each), sample.map(({ at }) => outputs[at] ?? new Float32Array(0))] as const;
  const relations = [
    await rowsAreIndependent(first, ...sampled),
    await absentIsIgnored(manifest, first, ...sampled),
    await triggersHoldStill(manifest, fleet, first),
  ];
  const sensitivity = await sensitivityOf(manifest, first, ...sampled);
  return {
    cases: relations.reduce((sum, { cases }) => sum + cases, wellFormed.cases + sensitivity.cases),
    malformed: wellFormed.failures,
    broken: relations.flatMap(({ failures }) => failures),
    deterministic,
    sensitivity,
    latency: await latencyOf(first, packed.slice(0, typical)),
  };
}
