import { genomeJudge } from "@fleet-persona/learning";
import type { GenomeJson, OnnxRuntime } from "@fleet-persona/learning";
import { manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import type { Evaluate, TaskOf } from "./evaluator.ts";
import { jsonOf } from "./item-json.ts";

const weight = z.number().min(0);

// The hub keeps genomes as bytes: this is the first to look into one.
const genomeSchema: z.ZodType<GenomeJson> = z.strictObject({
  weights: z.string(),
  reward: z.strictObject({
    breach: weight,
    cost: weight,
    errors: weight,
    latency: weight,
    churn: weight,
    revenue: weight,
  }),
  adaptation: manifestSchema.shape.adaptation,
  triggers: z.array(triggerSchema).max(64),
  strength: z.strictObject({ weights: weight, settings: weight }),
});

/** Judges genomes, JSON as learning's `genomeToJson` makes it. The result is `{ fitness, figures }` of learning's judge. */
export async function genomeEvaluator(
  runtime: OnnxRuntime,
  { task, hidden }: TaskOf<"judge-genomes">,
): Promise<Evaluate> {
  const judge = await genomeJudge(runtime, task, hidden);
  return async (bytes, seeds) => {
    const genome = jsonOf(bytes, genomeSchema, "genome");
    const { fitness, figures } = await judge({ index: 0, genome, seeds });
    if (!Number.isFinite(fitness)) throw new RangeError(`The fitness is ${fitness}.`);
    return { fitness, figures };
  };
}
