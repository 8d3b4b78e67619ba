import type { Manifest } from "@fleet-persona/persona";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import { fuzzRows } from "./fuzz-rows.ts";
import { answersTo } from "./policy-answers.ts";

/** Of a single row, µs. */
export type Latency = { readonly p50: number; readonly p99: number };

const FIRST_LOOK = 20;
const TURNS = 7;

/** A first look at how long one row takes, µs, before thousands are asked. */
export async function firstLatency(manifest: Manifest, sandbox: ModelSandbox, seed: number): Promise<number> {
  const rows = fuzzRows(manifest, seed).rows.slice(0, FIRST_LOOK);
  const { took } = await answersTo(
    sandbox,
    rows.map(({ row }) => row),
  );
  return quantile(took, 0.5);
}

/** Each row several times, and of those the quickest: what else runs on this machine is not the model's doing. */
export async function latencyOf(sandbox: ModelSandbox, rows: readonly Float32Array[]): Promise<Latency> {
  const quickest = rows.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { took } = await answersTo(sandbox, rows);
    for (const [at, us] of took.entries()) quickest[at] = Math.min(quickest[at] ?? us, us);
  }
  return { p50: quantile(quickest, 0.5), p99: quantile(quickest, 0.99) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
