import { genomeToJson, type Candidate, type Judgement, type TaskDescription } from "@fleet-persona/learning";
import { z } from "zod";
import { FleetError } from "../fleet/fleet-error.ts";
import { queueEvaluator, type QueueOptions } from "./queue-evaluator.ts";

export type QueueJudging = Omit<QueueOptions, "task"> & {
  readonly task: TaskDescription;
  /** Widths of the network's layers. */
  readonly hidden: readonly number[];
};

const resultSchema = z.object({ fitness: z.number() });

/** `evaluate` for learning's `evolve`: a generation is judged by the hub's workers, and the fitness is the one it would have here. */
export function judgeOnQueue({
  task,
  hidden,
  ...options
}: QueueJudging): (candidates: readonly Candidate[]) => Promise<readonly Judgement[]> {
  const queue = queueEvaluator({ ...options, task: { kind: "judge-genomes", task, hidden } });
  return async (candidates) => {
    const items = candidates.map(({ genome, seeds }) => ({
      genome: new TextEncoder().encode(JSON.stringify(genomeToJson(genome))),
      seeds,
    }));
    const outcomes = await queue.evaluate(items);
    return outcomes.map((outcome, at) => {
      const index = candidates[at]?.index ?? at;
      if (outcome.kind === "failed")
        throw new FleetError("hub-refused", `A worker could not judge genome ${index}: ${outcome.message}`, {
          code: outcome.code,
        });
      return { index, fitness: resultSchema.parse(outcome.result).fitness };
    });
  };
}
