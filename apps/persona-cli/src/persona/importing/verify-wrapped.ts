import {
  gaussian,
  randomFromSeed,
  tensor,
  uniform,
  type ForeignPolicy,
  type OnnxModelSession,
  type PolicySpec,
  type Random,
  type Tensor,
} from "@fleet-persona/learning";
import { encodedWidth } from "@fleet-persona/persona";

/** How far a wrapped model is from what the original says, over random rows: the largest difference of any output. */
export type Agreement = { readonly rows: number; readonly worst: number; readonly output: string };

const ROWS = 256;
const SEED = 11;
const MISSING = 0.1;
const SPREAD = 2;

type Contract = Pick<PolicySpec, "attributes" | "inputs">;
type Row = { readonly signals: Float32Array; readonly present: Float32Array; readonly config: Float32Array };

/**
 * Asks both models about the same random moments. What the original should have been given, and what its answer means, is worked
 * out here in plain numbers, not with the graph that is being checked.
 */
export async function verifyWrapped(
  { original, wrapped }: { original: OnnxModelSession; wrapped: OnnxModelSession },
  contract: Contract,
  policy: ForeignPolicy,
): Promise<Agreement> {
  const random = randomFromSeed(SEED);
  let worst = { difference: 0, output: "" };
  for (let row = 0; row < ROWS; row += 1) {
    const asked = randomRow(random, contract);
    const said = await wrapped.run({
      signals: one(asked.signals),
      present: one(asked.present),
      config: one(asked.config),
    });
    const expected = expectedOf(await original.run(feedsOf(asked, policy)), policy);
    for (const [output, values] of Object.entries(expected)) {
      for (const [at, value] of values.entries()) {
        const difference = Math.abs((said[output]?.data[at] ?? Number.NaN) - value);
        if (!(difference <= worst.difference)) worst = { difference, output };
      }
    }
  }
  return { rows: ROWS, worst: worst.difference, output: worst.output };
}

function randomRow(random: Random, { attributes, inputs }: Contract): Row {
  const present = Float32Array.from(inputs, () => Number(uniform(random) >= MISSING));
  const signals = Float32Array.from(inputs, ({ distribution: { mean, standard_deviation: sd } }, at) =>
    present[at] === 1 ? mean + SPREAD * sd * gaussian(random) : 0,
  );
  return { signals, present, config: Float32Array.from({ length: encodedWidth(attributes) }, () => uniform(random)) };
}

function feedsOf({ signals, present, config }: Row, { inputs, normalisation }: ForeignPolicy): Record<string, Tensor> {
  const seen = [...signals].map((value, at) => {
    if (present[at] !== 1) return 0;
    if (normalisation === null) return value;
    const [mean = 0, sd = 0] = [normalisation.mean[at], normalisation.deviation[at]];
    const standard = sd > 1e-9 ? (value - mean) / sd : 0;
    return Math.min(normalisation.clip, Math.max(-normalisation.clip, standard));
  });
  const parts = { signals: seen, present: [...present], config: [...config] };
  return Object.fromEntries(
    inputs.map(({ name, parts: wanted }) => [name, one(Float32Array.from(wanted.flatMap((part) => parts[part])))]),
  );
}

function expectedOf(outputs: Readonly<Record<string, Tensor>>, policy: ForeignPolicy): Record<string, number[]> {
  const expected: Record<string, number[]> = {};
  for (const { attribute, output, from, to, as } of policy.heads) {
    const columns = [...(outputs[output]?.data ?? [])].slice(from, to);
    const name = `weights.${attribute.name}`;
    if (as === "logits") expected[name] = softmax(columns.map((value) => value / policy.temperature));
    else if (as === "weights") expected[name] = columns;
    else expected[name] = [unitOf(columns[0] ?? Number.NaN, policy.numbers), policy.deviation];
  }
  expected["value"] = policy.value === null ? [0] : [...(outputs[policy.value.output]?.data ?? [Number.NaN])];
  return expected;
}

function unitOf(x: number, numbers: ForeignPolicy["numbers"]): number {
  const held = (value: number): number => Math.min(1, Math.max(0, value));
  switch (numbers) {
    case "signed":
      return held((x + 1) / 2);
    case "unit":
      return held(x);
    case "raw":
      return 1 / (1 + Math.exp(-x));
    default:
      return numbers satisfies never;
  }
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - most));
  const total = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd) => odd / total);
}

function one(data: Float32Array): Tensor {
  return tensor(data, [1, data.length]);
}
