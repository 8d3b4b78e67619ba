import type { ActionHead } from "../environment/environment.ts";
import { exp, log, logSoftmax } from "../graph/activation.ts";
import { add, div, mul, neg, scale, shift, square, sub } from "../graph/arithmetic.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { concat, split } from "../graph/layout.ts";
import { reduceSum } from "../graph/reduce.ts";
import type { Head } from "../policy/network.ts";
import { gaussian, type Random, uniform } from "../training/random.ts";
import { crossEntropy, gaussianNegativeLogLikelihood } from "../training/losses.ts";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** One head's distribution in a graph: log-probabilities [N,K], or mean [N,1] and deviation [1,1]. */
export type HeadDistribution =
  | { readonly kind: "choice"; readonly logProbabilities: Symbolic }
  | { readonly kind: "number"; readonly mean: Symbolic; readonly standardDeviation: Symbolic };

/** How wide one head is among encoded actions: one-hot choices, or the sample. */
export function actionWidth(head: ActionHead): number {
  return head.kind === "categorical" ? head.choices : 1;
}

/** How wide one head is among written distributions: log-probabilities, or mean and deviation. */
export function distributionWidth(head: ActionHead): number {
  return head.kind === "categorical" ? head.choices : 2;
}

/** The sum of a width over heads. */
export function totalWidth(heads: readonly ActionHead[], width: (head: ActionHead) => number): number {
  return heads.reduce((total, head) => total + width(head), 0);
}

export function distributions(graph: Graph, heads: readonly Head[]): HeadDistribution[] {
  return heads.map((head) =>
    head.kind === "choice" ? { kind: "choice", logProbabilities: logSoftmax(graph, head.logits) } : head,
  );
}

/** All heads side by side as [N, Σ distributionWidth], for sampling outside the graph. */
export function writtenDistributions(graph: Graph, heads: readonly HeadDistribution[]): Symbolic {
  const parts = heads.flatMap((head) =>
    head.kind === "choice"
      ? [head.logProbabilities]
      : // mean × 0 + sd repeats the one deviation for each row.
        [head.mean, add(graph, scale(graph, head.mean, 0), head.standardDeviation)],
  );
  return concat(graph, parts, 1);
}

/** log π(action) per row [N,1], of encoded actions [N, Σ actionWidth]; numbers count unclipped. */
export function logProbability(
  graph: Graph,
  heads: readonly HeadDistribution[],
  widths: readonly number[],
  actions: Symbolic,
): Symbolic {
  return headLogProbabilities(graph, heads, widths, actions).reduce((sum, part) => add(graph, sum, part));
}

/** The same head by head, each [N,1]. */
export function headLogProbabilities(
  graph: Graph,
  heads: readonly HeadDistribution[],
  widths: readonly number[],
  actions: Symbolic,
): Symbolic[] {
  const taken = split(graph, actions, 1, widths);
  return heads.map((head, at) => {
    const action = taken[at] as Symbolic;
    const surprise =
      head.kind === "choice"
        ? crossEntropy(graph, head.logProbabilities, action)
        : add(
            graph,
            gaussianNegativeLogLikelihood(graph, head.mean, head.standardDeviation, action),
            graph.scalar(HALF_LOG_TWO_PI),
          );
    return neg(graph, surprise);
  });
}

/** The entropy per row, [N,1] or, where no head depends on the state, [1,1]. */
export function entropy(graph: Graph, heads: readonly HeadDistribution[]): Symbolic {
  const parts = heads.map((head) => {
    if (head.kind === "number")
      return add(graph, log(graph, head.standardDeviation), graph.scalar(0.5 + HALF_LOG_TWO_PI));
    const probabilities = exp(graph, head.logProbabilities);
    return neg(graph, reduceSum(graph, mul(graph, probabilities, head.logProbabilities), [1]));
  });
  return parts.reduce((sum, part) => add(graph, sum, part));
}

/**
 * The KL divergence of these distributions from written ones, KL(reference ‖ heads) per row [N,1]: what it costs to have
 * forgotten the reference.
 */
export function divergence(
  graph: Graph,
  heads: readonly HeadDistribution[],
  widths: readonly number[],
  reference: Symbolic,
): Symbolic {
  const written = split(graph, reference, 1, widths);
  const parts = heads.map((head, at) => {
    const known = written[at] as Symbolic;
    if (head.kind === "choice") {
      const surprise = sub(graph, known, head.logProbabilities);
      return reduceSum(graph, mul(graph, exp(graph, known), surprise), [1]);
    }
    const [mean, deviation] = split(graph, known, 1, [1, 1]) as [Symbolic, Symbolic];
    const spread = add(graph, square(graph, deviation), square(graph, sub(graph, mean, head.mean)));
    const ratio = div(graph, spread, scale(graph, square(graph, head.standardDeviation), 2));
    const logs = sub(graph, log(graph, head.standardDeviation), log(graph, deviation));
    return shift(graph, add(graph, ratio, logs), -0.5);
  });
  return parts.reduce((sum, part) => add(graph, sum, part));
}

/** Where one row's sample is written: the action itself, and its encoding. */
export type Sampled = { readonly actions: Float32Array; readonly encoded: Float32Array };

/**
 * Draws row `row` of written distributions, writes action and encoding in place and returns log π of the sample.
 * Numbers are written as drawn, outside the unit interval too.
 */
export function sampleRow(
  heads: readonly ActionHead[],
  written: Float32Array,
  row: number,
  into: Sampled,
  random: Random,
): number {
  const rows = into.actions.length / heads.length;
  let from = (row * written.length) / rows;
  let to = (row * into.encoded.length) / rows;
  let total = 0;
  for (let at = 0; at < heads.length; at += 1) {
    const head = heads[at] as ActionHead;
    if (head.kind === "categorical") {
      const choice = drawChoice(written, from, head.choices, uniform(random));
      into.encoded.fill(0, to, to + head.choices);
      into.encoded[to + choice] = 1;
      into.actions[row * heads.length + at] = choice;
      total += written[from + choice] ?? 0;
      from += head.choices;
      to += head.choices;
    } else {
      const z = gaussian(random);
      const deviation = written[from + 1] ?? 0;
      const sample = (written[from] ?? 0) + deviation * z;
      into.encoded[to] = sample;
      into.actions[row * heads.length + at] = sample;
      total -= 0.5 * z * z + Math.log(deviation) + HALF_LOG_TWO_PI;
      from += 2;
      to += 1;
    }
  }
  return total;
}

function drawChoice(logProbabilities: Float32Array, from: number, choices: number, threshold: number): number {
  let sum = 0;
  for (let choice = 0; choice < choices - 1; choice += 1) {
    sum += Math.exp(logProbabilities[from + choice] ?? 0);
    if (threshold < sum) return choice;
  }
  return choices - 1;
}

/** Writes the likeliest action of row `row` of `rows`: the commonest choice, the mean of a number. In place. */
export function likeliestRow(
  heads: readonly ActionHead[],
  written: Float32Array,
  row: number,
  rows: number,
  into: Float32Array,
): void {
  let from = (row * written.length) / rows;
  for (const [at, head] of heads.entries()) {
    let best = written[from] ?? 0;
    if (head.kind === "categorical") {
      best = 0;
      for (let choice = 1; choice < head.choices; choice += 1) {
        if ((written[from + choice] ?? 0) > (written[from + best] ?? 0)) best = choice;
      }
    }
    into[row * heads.length + at] = best;
    from += distributionWidth(head);
  }
}
