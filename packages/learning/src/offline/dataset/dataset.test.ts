import { beforeAll, describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "../../checkpoint/checkpoint.ts";
import { nodeRuntime } from "../../testing/node-runtime.ts";
import { ignorantPolicy, toyLog, toySpec } from "../../testing/toy-log.ts";
import { datasetOf, observationWidth, stepRewards } from "./dataset.ts";
import { decodeDataset, encodeDataset } from "./dataset-bytes.ts";
import type { LoggedEpisode, LoggedStep } from "./logged-episode.ts";

let log: LoggedEpisode[];

beforeAll(async () => {
  log = await toyLog({ session: await nodeRuntime.load(ignorantPolicy(1)), hosts: 4, steps: 6, seed: 2 });
});

const withStep = (change: (step: LoggedStep) => LoggedStep): LoggedEpisode[] =>
  log.map((episode, at) =>
    at === 1 ? { ...episode, steps: episode.steps.map((step, row) => (row === 2 ? change(step) : step)) } : episode,
  );
const withEpisode = (change: (episode: LoggedEpisode) => LoggedEpisode): LoggedEpisode[] =>
  log.map((episode, at) => (at === 1 ? change(episode) : episode));
const withFirstSample = (change: (sample: { sample: number; logProbability: number }) => object): LoggedEpisode[] =>
  withStep((step) => ({
    ...step,
    samples: { ...step.samples, cpu_allocation: change(step.samples["cpu_allocation"]!) as never },
  }));

describe("datasetOf", () => {
  it("says where its rows come from and what they were worth", () => {
    const { provenance, observations, episodes, terms, spec } = datasetOf(toySpec, log);
    expect(provenance).toMatchObject({
      hosts: 4,
      episodes: 4,
      steps: 24,
      tenants: ["t1"],
      personas: [{ id: "acme/toy" }],
    });
    expect(provenance.to - provenance.from).toBe(3_006_000);
    expect(observations).toHaveLength((24 + 4) * observationWidth(toySpec));
    const { firstStep } = episodes[2]!;
    expect(stepRewards({ spec, terms })[firstStep]).toBeCloseTo(-log[2]!.steps[0]!.terms.breach, 5);
  });

  it("has the same version for the same episodes in any order, and another for any other content", () => {
    const { version } = datasetOf(toySpec, log);
    expect(version).toMatch(/^[0-9a-f]{64}$/);
    expect(datasetOf(toySpec, log.toReversed()).version).toBe(version);
    expect(datasetOf(toySpec, log.slice(1)).version).not.toBe(version);
    expect(datasetOf({ ...toySpec, reward: { ...toySpec.reward, breach: 2 } }, log).version).not.toBe(version);
  });

  it("stretches a step of which a part was measured", () => {
    const half = withStep((step) => ({ ...step, measuredS: 0.5 }));
    const [whole, stretched] = [datasetOf(toySpec, log), datasetOf(toySpec, half)].map(stepRewards);
    expect(stretched![8]).toBeCloseTo(2 * whole![8]!, 5);
  });

  it.each<[string, () => LoggedEpisode[], string]>([
    ["no episodes", () => [], "dataset-empty"],
    ["an episode without steps", () => withEpisode((each) => ({ ...each, steps: [] })), "dataset-empty"],
    [
      "another Persona",
      () => withEpisode((each) => ({ ...each, persona: { ...each.persona, id: "acme/other" } })),
      "dataset-mixed",
    ],
    [
      "other signals",
      () => withEpisode((each) => ({ ...each, inputs: ["request_rate", "latency_p99"] })),
      "dataset-mixed",
    ],
    ["another pace", () => withEpisode((each) => ({ ...each, everyMs: 2_000 })), "dataset-mixed"],
    ["an episode twice", () => [...log, log[0]!], "dataset-repeated"],
    ["a step without samples", () => withStep((step) => ({ ...step, samples: {} })), "dataset-without-propensity"],
    [
      "a sample without its probability",
      () => withFirstSample(({ sample }) => ({ sample })),
      "dataset-without-propensity",
    ],
    [
      "a sample that is no number",
      () => withFirstSample((each) => ({ ...each, sample: Number.NaN })),
      "dataset-not-finite",
    ],
    [
      "a signal that is no number",
      () => withStep((step) => ({ ...step, signals: [Number.NaN, 1] })),
      "dataset-not-finite",
    ],
    [
      "a term that is no number",
      () => withStep((step) => ({ ...step, terms: { ...step.terms, cost: Number.POSITIVE_INFINITY } })),
      "dataset-not-finite",
    ],
    ["a gap in time", () => withEpisode((each) => ({ ...each, steps: each.steps.toSpliced(3, 1) })), "dataset-gap"],
    ["a step that nobody measured", () => withStep((step) => ({ ...step, measuredS: 0 })), "dataset-gap"],
  ])("refuses %s", (_, episodes, code) => {
    expect(() => datasetOf(toySpec, episodes())).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe("decodeDataset", () => {
  it("reads what encodeDataset wrote", () => {
    const dataset = datasetOf(toySpec, log);
    expect(decodeDataset(encodeDataset(dataset))).toEqual(dataset);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["cut short", (bytes) => bytes.subarray(0, bytes.length - 8)],
    ["with a bit flipped", (bytes) => bytes.map((byte, at) => (at === bytes.length - 99 ? byte ^ 1 : byte))],
    [
      "with better rewards and a checksum that fits",
      (bytes) => rewritten(bytes, (terms) => terms.map((each) => each / 2)),
    ],
    ["with a column missing", (bytes) => rewritten(bytes, () => new Float32Array(0))],
  ])("refuses bytes %s", (_, change) => {
    const bytes = encodeDataset(datasetOf(toySpec, log));
    expect(() => decodeDataset(change(bytes))).toThrow(expect.objectContaining({ code: "dataset-tampered" }) as Error);
  });
});

function rewritten(bytes: Uint8Array, change: (terms: Float32Array) => Float32Array): Uint8Array {
  const { header, arrays } = decodeCheckpoint(bytes);
  return encodeCheckpoint({ header, arrays: { ...arrays, terms: change(arrays["terms"] as Float32Array) } });
}
