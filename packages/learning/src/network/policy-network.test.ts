import { describe, expect, it } from "vitest";
import { exportPolicy } from "../policy/export-policy.ts";
import { policyLayout } from "../policy/network.ts";
import { actingModel } from "../ppo/ppo-loss.ts";
import { tensor, type Tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { observationParts, policyNetwork } from "./policy-network.ts";

const spec = { attributes, inputs: inputsOf(recording(2, 20, 1)), hidden: [8] };
const network = policyNetwork(spec);
const random = randomFromSeed(5);
const weights = initialWeights(policyLayout(spec), random).map((weight) => weight + 0.3 * gaussian(random));

describe("policyNetwork", () => {
  it("policyNetwork has one head for each attribute in their order", () => {
    const kinds = attributes.map(({ kind }) =>
      kind === "continuous" || kind === "integer" ? "gaussian" : "categorical",
    );
    expect(network.heads.map(({ kind }) => kind)).toEqual(kinds);
    expect(network.layout).toEqual(policyLayout(spec));
  });

  it("policyNetwork over a flat observation says what the exported policy of the same weights says", async () => {
    const parts = observationParts(spec).map((width) => Float32Array.from({ length: width }, () => gaussian(random)));
    const [signals, present, config] = parts.map((data) => tensor(data, [1, data.length])) as [Tensor, Tensor, Tensor];
    const exported = await (await nodeRuntime.load(exportPolicy(spec, weights))).run({ signals, present, config });
    const observation = tensor(Float32Array.from(parts.flatMap((part) => [...part])), [1, network.observationSize]);
    const acting = await nodeRuntime.load(actingModel(network));
    const { answer } = await acting.run({ weights: tensor(weights, [weights.length]), observation });
    expect(answer?.data.at(-1)).toBeCloseTo(exported["value"]?.data[0] ?? Number.NaN, 5);
    let from = 0;
    for (const attribute of attributes) {
      const told = [...(exported[`weights.${attribute.name}`]?.data ?? [])];
      const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
      for (const wanted of told) {
        const written = answer?.data[from] ?? Number.NaN;
        expect(numeric ? written : Math.exp(written)).toBeCloseTo(wanted, 5);
        from += 1;
      }
    }
    expect(from + 1).toBe(answer?.data.length);
  });

  it("policyNetwork's value mask is the last column of the heads and its bias, which no head reads", async () => {
    const acting = await nodeRuntime.load(actingModel(network));
    const mask = network.valueMask();
    const moved = weights.map((weight, at) => weight + (mask[at] ?? 0));
    const observation = tensor(new Float32Array(network.observationSize).fill(1), [1, network.observationSize]);
    const before = await acting.run({ weights: tensor(weights, [weights.length]), observation });
    const after = await acting.run({ weights: tensor(moved, [moved.length]), observation });
    expect(after["answer"]?.data.slice(0, -1)).toEqual(before["answer"]?.data.slice(0, -1));
    expect(after["answer"]?.data.at(-1)).not.toBe(before["answer"]?.data.at(-1));
    expect(mask.reduce((sum, value) => sum + value, 0)).toBe(8 + 1);
  });
});
