import { z } from "zod";

/** One thing that a model's bytes are refused for. */
export const modelFindingSchema = z.strictObject({
  /** Names the rule, in kebab case: one rule, one code. */
  code: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  /** Where in the model: `graph.node[3] (Gemm "dense_1")`. */
  path: z.string().max(512),
  /** What is wrong and what to do, one sentence. */
  message: z.string().max(1_000),
});
export type ModelFinding = z.infer<typeof modelFindingSchema>;

/** What a model asks of the machine that runs it, for one row of input. */
export const modelFactsSchema = z.strictObject({
  ir_version: z.int(),
  opset: z.int(),
  nodes: z.int(),
  parameters: z.int(),
  /** All activations together, bytes. */
  activation_bytes: z.number(),
  /** Multiply-accumulates of one inference. */
  macs: z.number(),
  /** Operators used, each with how often. */
  operators: z.record(z.string(), z.int()),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

/** What the static verifier says of a model; `facts` is null where the bytes could not be read far enough. */
export const modelReportSchema = z.strictObject({
  verdict: z.enum(["accepted", "refused"]),
  findings: z.array(modelFindingSchema),
  facts: modelFactsSchema.nullable(),
});
export type ModelReport = z.infer<typeof modelReportSchema>;
