import type { RewardWeights } from "../fleet/fleet-task.ts";
import { comparePolicy, type Comparison } from "./compare.ts";
import type { TraceEvaluation } from "./evaluate-policies.ts";

/** How a Persona was made, in words and figures that a person can repeat. */
export type TrainingRecord = {
  readonly algorithm: string;
  readonly seeds: readonly number[];
  readonly steps: number;
  /** Rows of progress, as training gave them. */
  readonly curve: readonly Readonly<Record<string, number>>[];
};

/** `evidence.json`: what the author claims, and what it takes to repeat it. Plain JSON. */
export type Evidence = {
  readonly kind: "simulated-evaluation";
  readonly claimed: Comparison;
  readonly reward: RewardWeights;
  readonly training: readonly TrainingRecord[];
  /** Seeds and traces the claim was measured on; none of them was trained on. */
  readonly seeds: readonly number[];
  readonly scenarios: readonly { readonly trace: string; readonly policies: TraceEvaluation["policies"] }[];
  /** Second by second for the first seed of each trace, for charts. */
  readonly curves: readonly { readonly trace: string; readonly seed: number; readonly series: unknown }[];
  /** The command lines that make the same again. */
  readonly reproduce: readonly string[];
};

export type EvidenceParts = {
  readonly policy: string;
  readonly evaluation: readonly TraceEvaluation[];
  readonly reward: RewardWeights;
  readonly training: readonly TrainingRecord[];
  readonly reproduce: readonly string[];
  /** At most so many traces get curves: a bundle is not an archive. */
  readonly mostCurves?: number;
};

export function evidenceOf(parts: EvidenceParts): Evidence {
  const { policy, evaluation, reward, training, reproduce, mostCurves = 3 } = parts;
  return {
    kind: "simulated-evaluation",
    claimed: comparePolicy(evaluation, policy),
    reward,
    training,
    seeds: [...new Set(evaluation.flatMap(({ runs }) => runs.map(({ seed }) => seed)))],
    scenarios: evaluation.map(({ trace, policies }) => ({ trace, policies })),
    curves: evaluation
      .slice(0, mostCurves)
      .flatMap(({ trace, runs }) =>
        runs.flatMap(({ seed, series }) => (series === undefined ? [] : [{ trace, seed, series }])),
      ),
    reproduce,
  };
}
