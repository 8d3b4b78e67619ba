import { genomeJudge } from "@fleet-persona/learning";
import type { GenomeJson, OnnxRuntime } from "@fleet-persona/learning";
import { manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import type { Evaluate, TaskOf } from "./evaluator.ts";
import { jsonOf } from "./item-json.ts";

const weight = z.number().min(0);
const place = z.int().min(0);

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

const itemSchema = z.strictObject({ generation: place, index: place, genome: genomeSchema });

/** Judges genomes at their places in a search. The result is learning's `GenomeResult`. */
export async function genomeEvaluator(runtime: OnnxRuntime, rollout: TaskOf<"judge-genomes">): Promise<Evaluate> {
  const { kind: _kind, ...common } = rollout;
  const judge = await genomeJudge(runtime, common);
  return async (bytes, seeds) => {
    const result = await judge({ ...jsonOf(bytes, itemSchema, "genome"), seeds });
    if (!Number.isFinite(result.fitness)) throw new RangeError(`The fitness is ${result.fitness}.`);
    return result;
  };
}
