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
  /** A second whose p95 is over this is in breach. */
  readonly objective_p95_ms: number;
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
  readonly objectiveMs: number;
  readonly reward: RewardWeights;
  readonly training: readonly TrainingRecord[];
  readonly reproduce: readonly string[];
  readonly basis: string;
}): Evidence {
  const { evaluation, objectiveMs, reward, training, reproduce, basis } = parts;
  return {
    kind: "simulated-evaluation",
    arms: armsOf(evaluation),
    claimed: comparePolicy(evaluation, PERSONA),
    objective_p95_ms: objectiveMs,
    reward,
    training,
    seeds: [...new Set(evaluation.flatMap(({ runs }) => runs.map(({ seed }) => seed)))],
    scenarios: eventful(evaluation),
    reproduce,
    basis,
  };
}

// So many runs of a scenario keep their seconds.
const CHARTED = 3;

/** The same with the seconds of the most eventful runs alone: those in which the rules of today were in breach longest. */
function eventful(evaluation: readonly TraceEvaluation[]): readonly TraceEvaluation[] {
  return evaluation.map((trace) => {
    const ranked = trace.runs.toSorted((a, b) => trouble(b) - trouble(a));
    const kept = new Set(ranked.filter(({ series }) => series !== undefined).slice(0, CHARTED));
    const runs = trace.runs.map((run) => (kept.has(run) ? run : { seed: run.seed, policies: run.policies }));
    return { ...trace, runs };
  });
}

function trouble({ policies, series }: TraceEvaluation["runs"][number]): number {
  const breaches = ["default", "reactive", PERSONA].reduce(
    (sum, name) => sum + (policies[name]?.breach_seconds ?? 0),
    0,
  );
  const traffic = Object.values(series ?? {})[0]?.requests ?? [];
  // Where nobody was in breach, the busiest.
  return breaches + Math.max(0, ...traffic) / 1e6;
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
