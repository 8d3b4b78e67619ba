import { parsePolicyOutputs, type Weights } from "@fleet-persona/engine";
import { tensor } from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import {
  checkModel,
  encodeConfiguration,
  keyPairFromSeed,
  modelContractOf,
  type VerifiedPersona,
  verifyBundle,
} from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { REFERENCE_PERSONAS, sealReferencePersona, type ReferencePersona } from "./seal-reference-persona.ts";

const keyPair = keyPairFromSeed(new Uint8Array(32).fill(7));

async function verified(name: ReferencePersona): Promise<VerifiedPersona> {
  const files = await sealReferencePersona(name, [keyPair]);
  const verdict = verifyBundle(files, { publisherKeys: [keyPair.publicKey], expectedId: `fleet-persona/${name}` });
  if (verdict.kind !== "verified") throw new TypeError(`${verdict.code}: ${verdict.message}`);
  return verdict.persona;
}

const calm: Readonly<Record<string, number>> = {
  request_rate: 150,
  "request_rate.trend": 0,
  "request_rate.forecast_10s": 150,
  "request_rate.forecast_1m": 150,
  queue_depth: 0,
  cpu_utilisation: 0.5,
  latency_p50: 5,
  latency_p95: 40,
  latency_p99: 60,
  error_rate: 0,
  cache_hit_ratio: 0.5,
  search_share: 0.2,
  checkout_share: 0.1,
  "latency_p95.trend": 0,
};
const crowd: Readonly<Record<string, number>> = {
  ...calm,
  request_rate: 360,
  "request_rate.trend": 20,
  "request_rate.forecast_10s": 430,
  "request_rate.forecast_1m": 440,
  queue_depth: 25,
  cpu_utilisation: 0.98,
  latency_p50: 120,
  latency_p95: 320,
  latency_p99: 500,
};

async function propose(
  { manifest, policy }: VerifiedPersona,
  seen: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, Weights>>> {
  const names = manifest.policy.inputs.signals.map(({ name }) => name);
  const config = encodeConfiguration(manifest.attributes, manifest.optimal_config);
  const row = (value: (name: string) => number) => tensor(Float32Array.from(names, value), [1, names.length]);
  const session = await ortRuntime.load(policy);
  const outputs = await session.run({
    signals: row((name) => seen[name] ?? 0),
    present: row((name) => (name in seen ? 1 : 0)),
    config: tensor(config, [1, config.length]),
  });
  const plain = Object.entries(outputs).map(([name, { data }]) => [name, data] as const);
  const proposal = parsePolicyOutputs(manifest.attributes, Object.fromEntries(plain));
  if (proposal.kind !== "policy") throw new TypeError(proposal.because);
  return proposal.weights;
}

const meanOf = (weights: Weights | undefined): number => (weights?.kind === "number" ? weights.mean : Number.NaN);

describe.each(REFERENCE_PERSONAS)("sealReferencePersona %s", (name) => {
  it("makes a bundle that verifies, small enough for any agent, with evidence beside every baseline", async () => {
    const persona = await verified(name);
    expect(persona.policy.length).toBeLessThan(64 * 1024);
    const evidence = JSON.stringify(persona.evidence);
    for (const policy of ["default", "best-static", "reactive", "predictive", "random", "oracle", "persona"]) {
      expect(evidence).toContain(`"${policy}"`);
    }
  });

  it("has a policy that the gate's static check accepts, well within every limit", async () => {
    const { manifest, policy } = await verified(name);
    const { findings, facts } = checkModel(policy, modelContractOf(manifest));
    expect(findings).toEqual([]);
    expect(facts?.macs).toBeLessThan(100_000);
    expect(facts?.activation_bytes).toBeLessThan(64 * 1024);
  });

  it("gives more cores to a crowd than to a calm hour", async () => {
    const persona = await verified(name);
    const [before, during] = [await propose(persona, calm), await propose(persona, crowd)];
    expect(meanOf(during["cpu_allocation"])).toBeGreaterThan(meanOf(before["cpu_allocation"]) + 0.15);
  });

  it("says which file is missing and what to do", async () => {
    await expect(sealReferencePersona(name, [keyPair], "/nowhere")).rejects.toMatchObject({
      code: "bundle-incomplete",
      message: expect.stringContaining(`persona train personas/${name}`) as string,
    });
  });
});
