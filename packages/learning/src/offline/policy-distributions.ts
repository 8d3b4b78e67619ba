import { encodedWidth } from "@fleet-persona/persona";
import type { ActionHead } from "../environment/environment.ts";
import { LearningError } from "../errors.ts";
import { distributionWidth, totalWidth } from "../network/distribution.ts";
import { actionHeads } from "../network/policy-network.ts";
import { type OnnxModelSession, outputOf, tensor } from "../runtime.ts";
import type { DatasetSpec } from "./dataset/logged-episode.ts";

type Contract = Pick<DatasetSpec, "attributes" | "inputs"> & Partial<Pick<DatasetSpec, "allowed">>;

/**
 * What a policy says of each situation, head after head: log-probabilities of choices, mean and deviation of numbers; [N, W] as
 * `writtenDistributions` writes it. Choices that the bounds exclude are excluded and the others renormalised, as a host does it.
 */
export type Distributions = {
  readonly heads: readonly ActionHead[];
  readonly written: Float32Array;
  readonly rows: number;
};

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
// A probability below this is a rounding of zero.
const LEAST_PROBABILITY = 1e-12;
// What a run is handed at a time.
const CHUNK = 4_096;
export const EXCLUDED = -1e4;

/** Asks any exported policy, ours or a foreign one, about observations [N, O]. Throws `not-finite` and `runtime-output-missing`. */
export async function distributionsOf(
  session: OnnxModelSession,
  contract: Contract,
  observations: Float32Array,
): Promise<Distributions> {
  const { attributes, inputs } = contract;
  const heads = actionHeads({ attributes });
  const widths = { signals: inputs.length, present: inputs.length, config: encodedWidth(attributes) };
  const size = 2 * inputs.length + widths.config;
  const rows = observations.length / size;
  const width = totalWidth(heads, distributionWidth);
  const written = new Float32Array(rows * width);
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from);
    const part = (offset: number, columns: number) => {
      const data = new Float32Array(count * columns);
      for (let row = 0; row < count; row += 1) {
        const start = (from + row) * size + offset;
        data.set(observations.subarray(start, start + columns), row * columns);
      }
      return tensor(data, [count, columns]);
    };
    const outputs = await session.run({
      signals: part(0, widths.signals),
      present: part(widths.signals, widths.present),
      config: part(2 * inputs.length, widths.config),
    });
    let column = 0;
    for (const [at, attribute] of attributes.entries()) {
      const head = heads[at] as ActionHead;
      const said = outputOf(outputs, `weights.${attribute.name}`).data;
      const wide = distributionWidth(head);
      for (let row = 0; row < count; row += 1) {
        const to = (from + row) * width + column;
        written.set(said.subarray(row * wide, (row + 1) * wide), to);
        if (head.kind === "categorical") asLogarithms(written, to, wide, contract.allowed?.[attribute.name]);
      }
      column += wide;
    }
  }
  if (!written.every(Number.isFinite)) throw new LearningError("not-finite", "the policy answers with no number");
  return { heads, written, rows };
}

/** ln of the probability (density) of one row's samples under the distributions; of each head, in place. */
export function logProbabilitiesOf(
  { heads, written, rows }: Distributions,
  row: number,
  samples: Float32Array,
  into: Float32Array,
): void {
  let from = (row * written.length) / rows;
  for (let head = 0; head < heads.length; head += 1) {
    const at = row * heads.length + head;
    const sample = samples[at] ?? 0;
    const kind = heads[head] as ActionHead;
    if (kind.kind === "categorical") into[at] = written[from + sample] ?? Number.NaN;
    else {
      const deviation = written[from + 1] ?? 0;
      const z = (sample - (written[from] ?? 0)) / deviation;
      into[at] = -0.5 * z * z - Math.log(deviation) - HALF_LOG_TWO_PI;
    }
    from += distributionWidth(kind);
  }
}

/** KL(a ‖ b) per row in nats, summed over heads; what b has forgotten of a. */
export function divergencesOf(a: Distributions, b: Distributions): Float32Array {
  const width = a.written.length / a.rows;
  return Float32Array.from({ length: a.rows }, (_, row) => {
    let from = row * width;
    let total = 0;
    for (const head of a.heads) {
      total += head.kind === "categorical" ? choiceKl(a, b, from, head.choices) : numberKl(a, b, from);
      from += distributionWidth(head);
    }
    return total;
  });
}

function choiceKl(a: Distributions, b: Distributions, from: number, choices: number): number {
  let total = 0;
  for (let at = from; at < from + choices; at += 1) {
    const own = a.written[at] ?? 0;
    if (own > EXCLUDED / 2) total += Math.exp(own) * (own - (b.written[at] ?? 0));
  }
  return total;
}

function numberKl(a: Distributions, b: Distributions, from: number): number {
  const [mean = 0, deviation = 1, other = 0, wide = 1] = [
    a.written[from],
    a.written[from + 1],
    b.written[from],
    b.written[from + 1],
  ];
  return (deviation ** 2 + (mean - other) ** 2) / (2 * wide ** 2) + Math.log(wide / deviation) - 0.5;
}

function asLogarithms(row: Float32Array, from: number, width: number, allowed: readonly number[] | undefined): void {
  let sum = 0;
  const isAllowed = (choice: number) => allowed === undefined || allowed.includes(choice);
  for (let choice = 0; choice < width; choice += 1)
    if (isAllowed(choice)) sum += Math.max(LEAST_PROBABILITY, row[from + choice] ?? 0);
  for (let choice = 0; choice < width; choice += 1) {
    const probability = Math.max(LEAST_PROBABILITY, row[from + choice] ?? 0);
    row[from + choice] = isAllowed(choice) ? Math.log(probability / sum) : EXCLUDED;
  }
}
