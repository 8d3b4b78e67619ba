import { parsePolicyOutputs } from "@fleet-persona/engine";
import { encodedWidth } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { policyQNetwork } from "../network/q-network.ts";
import { outputOf, tensor, type Tensor } from "../runtime.ts";
import { evaluateQ } from "../testing/evaluate-q.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { exportQPolicy } from "./export-q-policy.ts";

const spec = { attributes, inputs: inputsOf(recording(2, 20, 1)), hidden: [16] };
const BINS = 5;
const random = randomFromSeed(4);

describe.each([false, true])("exportQPolicy with dueling %s", (dueling) => {
  const network = policyQNetwork(spec, { bins: BINS, dueling });
  const weights = initialWeights(network.layout, random).map((weight) => weight + gaussian(random));
  const observation = [130, 90, 1, 0, ...Array.from({ length: encodedWidth(attributes) }, (_, at) => at % 2)];

  const ask = async (temperature: number): Promise<Record<string, Float32Array>> => {
    const session = await nodeRuntime.load(exportQPolicy(spec, weights, { bins: BINS, dueling, temperature }));
    const part = (from: number, to: number): Tensor =>
      tensor(Float32Array.from(observation.slice(from, to)), [1, to - from]);
    const outputs = await session.run({
      signals: part(0, 2),
      present: part(2, 4),
      config: part(4, observation.length),
    });
    return Object.fromEntries(Object.keys(outputs).map((name) => [name, outputOf(outputs, name).data]));
  };

  it("exportQPolicy gives what the engine accepts as a policy's answer", async () => {
    const outputs = await ask(0.5);
    const proposal = parsePolicyOutputs(attributes, outputs);
    expect(proposal.kind).toBe("policy");
  });

  it("exportQPolicy gives softmax(Q / τ), and for numbers its mean and deviation over the bins", async () => {
    const outputs = await ask(0.7);
    const all = await evaluateQ(network, weights, observation);
    let from = 0;
    let value = 0;
    for (const [at, attribute] of attributes.entries()) {
      const q = all.slice(from, from + (network.branches[at] ?? 0));
      from += q.length;
      const raw = q.map((one) => Math.exp((one - Math.max(...q)) / 0.7));
      const shares = raw.map((one) => one / raw.reduce((sum, other) => sum + other, 0));
      const expected = (of: (bin: number) => number): number =>
        shares.reduce((sum, share, bin) => sum + share * of(bin), 0);
      value += expected((bin) => q[bin] ?? 0) / attributes.length;
      const told = [...(outputs[`weights.${attribute.name}`] ?? [])];
      const isNumber = attribute.kind === "continuous" || attribute.kind === "integer";
      const mean = expected((bin) => (bin + 0.5) / BINS);
      const variance = expected((bin) => ((bin + 0.5) / BINS - mean) ** 2) + 1 / (12 * BINS ** 2);
      for (const [index, wanted] of (isNumber ? [mean, Math.sqrt(variance)] : shares).entries()) {
        expect(told[index]).toBeCloseTo(wanted, 4);
      }
    }
    expect(outputs["value"]?.[0]).toBeCloseTo(value, 3);
  });

  it("exportQPolicy does the best alone when it is cold", async () => {
    const outputs = await ask(1e-3);
    const all = await evaluateQ(network, weights, observation);
    let from = 0;
    for (const [at, attribute] of attributes.entries()) {
      const q = all.slice(from, from + (network.branches[at] ?? 0));
      from += q.length;
      const best = q.indexOf(Math.max(...q));
      const told = outputs[`weights.${attribute.name}`] ?? new Float32Array(0);
      const isNumber = attribute.kind === "continuous" || attribute.kind === "integer";
      if (isNumber) expect(told[0]).toBeCloseTo((best + 0.5) / BINS, 2);
      else expect(told[best]).toBeGreaterThan(0.99);
    }
  });

  it("exportQPolicy refuses weights that do not fit or are not finite", () => {
    const settings = { bins: BINS, dueling, temperature: 1 };
    const broken = weights.map((weight, at) => (at === 3 ? Number.NaN : weight));
    expect(() => exportQPolicy(spec, broken, settings)).toThrow(expect.objectContaining({ code: "not-finite" }));
    const short = weights.subarray(1);
    expect(() => exportQPolicy(spec, short, settings)).toThrow(expect.objectContaining({ code: "shape-mismatch" }));
    const cold = { ...settings, temperature: 0 };
    expect(() => exportQPolicy(spec, weights, cold)).toThrow(expect.objectContaining({ code: "settings-invalid" }));
  });
});
