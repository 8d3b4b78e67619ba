import { genomeJudge } from "@fleet-persona/learning";
import type { GenomeJson, OnnxRuntime } from "@fleet-persona/learning";
import { manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import type { Evaluator } from "./evaluator.ts";

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

/** Judges genomes: UTF-8 JSON as learning's `genomeToJson` makes it. The result is `{ fitness, figures }` of learning's judge. */
export function genomeEvaluator(runtime: OnnxRuntime): Evaluator {
  return async ({ task, hidden }) => {
    const judge = await genomeJudge(runtime, task, hidden);
    return async (bytes, seeds) => {
      const genome = genomeOf(bytes);
      const { fitness, figures } = await judge({ index: 0, genome, seeds });
      if (!Number.isFinite(fitness)) throw new RangeError(`The fitness is ${fitness}.`);
      return { fitness, figures };
    };
  };
}

function genomeOf(bytes: Uint8Array): GenomeJson {
  const text = new TextDecoder().decode(bytes);
  const parsed = genomeSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TypeError(`The genome is wrong at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
