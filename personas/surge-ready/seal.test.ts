import { encodeConfiguration, keyPairFromSeed, type VerifiedPersona, verifyBundle } from "@fleet-persona/persona";
import { parsePolicyOutputs, type Weights } from "@fleet-persona/engine";
import { tensor } from "@fleet-persona/learning";
import { beforeAll, expect, it } from "vitest";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { sealSurgeReady } from "./seal.ts";

const keyPair = keyPairFromSeed(new Uint8Array(32).fill(7));
let persona: VerifiedPersona;

beforeAll(async () => {
  const verdict = verifyBundle(await sealSurgeReady([keyPair]), {
    publisherKeys: [keyPair.publicKey],
    expectedId: "fleet-persona/surge-ready",
  });
  if (verdict.kind !== "verified") throw new TypeError(`${verdict.code}: ${verdict.message}`);
  persona = verdict.persona;
});

it("sealSurgeReady makes a bundle that verifies", () => {
  expect(persona.manifest.version).toBe(1);
  expect(persona.policy.length).toBeLessThan(64 * 1024);
});

it("sealSurgeReady says which file is missing and what to do", async () => {
  await expect(sealSurgeReady([keyPair], "/nowhere")).rejects.toMatchObject({ code: "bundle-incomplete" });
});

it("surge-ready gives more cores and a longer cache in a surge than in calm", async () => {
  const calm = await propose({});
  const surge = await propose({
    request_rate: 380,
    "request_rate.trend": 25,
    "request_rate.forecast_10s": 430,
    "request_rate.forecast_1m": 480,
    queue_depth: 30,
    cpu_utilisation: 0.98,
    latency_p50: 150,
    latency_p95: 400,
    latency_p99: 600,
  });
  expect(meanOf(surge["cpu_allocation"])).toBeGreaterThan(meanOf(calm["cpu_allocation"]) + 0.2);
  expect(longOf(surge["caching_strategy"])).toBeGreaterThan(longOf(calm["caching_strategy"]) - 0.05);
});

async function propose(change: Readonly<Record<string, number>>): Promise<Readonly<Record<string, Weights>>> {
  const { attributes, optimal_config, policy } = persona.manifest;
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
    cache_hit_ratio: 0.47,
    search_share: 0.2,
    checkout_share: 0.1,
    "latency_p95.trend": 0,
    "latency_p95.forecast_10s": 40,
    ...change,
  };
  const names = policy.inputs.signals.map(({ name }) => name);
  const config = encodeConfiguration(attributes, optimal_config);
  const session = await ortRuntime.load(persona.policy);
  const outputs = await session.run({
    signals: tensor(
      Float32Array.from(names, (name) => calm[name] ?? 0),
      [1, names.length],
    ),
    present: tensor(
      Float32Array.from(names, (name) => (name in calm ? 1 : 0)),
      [1, names.length],
    ),
    config: tensor(config, [1, config.length]),
  });
  const proposal = parsePolicyOutputs(
    attributes,
    Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data])),
  );
  if (proposal.kind !== "policy") throw new TypeError(proposal.because);
  return proposal.weights;
}

function meanOf(weights: Weights | undefined): number {
  return weights?.kind === "number" ? weights.mean : Number.NaN;
}

function longOf(weights: Weights | undefined): number {
  return weights?.kind === "choice" ? (weights.probabilities[3] ?? Number.NaN) : Number.NaN;
}
