import {
  comparePolicy,
  meanFigures,
  type Comparison,
  type PolicyFigures,
  type RewardWeights,
  type TraceEvaluation,
} from "@fleet-persona/learning";
import type { CurveRow } from "../training/curve.ts";

/** One way of training that led to the policy: what was run, and how it went. */
export type TrainingRecord = {
  readonly algorithm: string;
  readonly seed: number;
  readonly steps: number;
  readonly from: string | null;
  readonly curve: readonly CurveRow[];
};

/** `evidence.json`: what the author claims, and what it takes to repeat it. Plain JSON. */
export type Evidence = {
  readonly kind: "simulated-evaluation";
  /** Each policy's means over all runs: what the store's chart shows. */
  readonly arms: Readonly<Record<string, PolicyFigures>>;
  readonly claimed: Comparison;
  readonly reward: RewardWeights;
  readonly training: readonly TrainingRecord[];
  /** What it was measured on; none of it was trained on. */
  readonly seeds: readonly number[];
  readonly scenarios: readonly TraceEvaluation[];
  /** The command lines that make the same again. */
  readonly reproduce: readonly string[];
  /** SHA-256 of persona.yaml, its traces and what the run began from. */
  readonly basis: string;
};

/** The Persona's name among the policies of an evaluation. */
export const PERSONA = "persona";

export function evidenceOf(parts: {
  readonly evaluation: readonly TraceEvaluation[];
  readonly reward: RewardWeights;
  readonly training: readonly TrainingRecord[];
  readonly reproduce: readonly string[];
  readonly basis: string;
}): Evidence {
  const { evaluation, reward, training, reproduce, basis } = parts;
  return {
    kind: "simulated-evaluation",
    arms: armsOf(evaluation),
    claimed: comparePolicy(evaluation, PERSONA),
    reward,
    training,
    seeds: [...new Set(evaluation.flatMap(({ runs }) => runs.map(({ seed }) => seed)))],
    scenarios: evaluation,
    reproduce,
    basis,
  };
}

/** Each policy's means over every run of every scenario. */
export function armsOf(evaluation: readonly TraceEvaluation[]): Record<string, PolicyFigures> {
  const runs = evaluation.flatMap((trace) => trace.runs);
  const names = Object.keys(runs[0]?.policies ?? {});
  return Object.fromEntries(
    names.map((name) => [name, meanFigures(runs.flatMap(({ policies }) => policies[name] ?? []))]),
  );
}

/**
 * The confidence an author may claim: the share of unseen runs in which the Persona was worth more than both the default and the
 * reactive rule, as if one more had been won and one lost, so that few runs claim little (Laplace's rule of succession).
 */
export function claimOf(evaluation: readonly TraceEvaluation[]): number {
  const runs = evaluation.flatMap((trace) => trace.runs);
  const won = runs.filter(({ policies }) => {
    const own = policies[PERSONA]?.reward ?? Number.NEGATIVE_INFINITY;
    return ["default", "reactive"].every((name) => own > (policies[name]?.reward ?? Number.NEGATIVE_INFINITY));
  });
  return Math.round((100 * (won.length + 1)) / (runs.length + 2)) / 100;
}

/** JSON whose numbers keep six digits: more is noise, and a bundle is not an archive. */
export function compactJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "number" ? Number(each.toPrecision(6)) : each,
  );
}
