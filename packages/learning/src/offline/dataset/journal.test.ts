import { describe, expect, it } from "vitest";
import { attributes } from "../../testing/synthetic-fleet.ts";
import { toySpec } from "../../testing/toy-log.ts";
import { datasetOf } from "./dataset.ts";
import { episodesOf, type FrameMeasure, type JournalDecision, type JournalFrame } from "./journal.ts";

const spec = { ...toySpec, everyMs: 2_000 };
const measure: FrameMeasure = {
  scale: { ceilingCost: 1, idealRevenue: 1, objectiveP95Ms: 150, givenUpMs: 4_000 },
  objective: { p95Ms: 150, errorShare: 0.01 },
  perCoreSecond: 1,
  frameS: 1,
};
const MARKER = 17;
const T0 = 1_700_000_000_000;

const draw = (at: number, more: Partial<JournalDecision["decision"]> = {}): JournalDecision => ({
  persona: { id: "acme/toy", version: 3, digest: "cd".repeat(32) },
  experiment: { experimentId: "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11", arm: "explorer", marker: MARKER },
  decision: {
    at: T0 + at,
    decider: "policy",
    signals: { request_rate: 100, latency_p95: null },
    verdicts: [{ attribute: "cpu_allocation", current: 0.2, final: 0.22 }],
    exploration: {
      everyMs: 2_000,
      at: T0 + at,
      samples: Object.fromEntries(attributes.map(({ name }) => [name, { sample: 0, logProbability: -1 }])),
    },
    ...more,
  },
  apply: { kind: "applied" },
});
const frame = (at: number, values: JournalFrame["values"] = {}): JournalFrame => ({
  at: T0 + at,
  values: {
    experiment_marker: MARKER,
    request_rate: 100,
    latency_p95: 100,
    error_rate: 0,
    allocated_cores: 0.5,
    ...values,
  },
});
const frames = [500, 1_500, 2_500, 3_500, 4_500, 5_500].map((at) => frame(at));
const journal = (decisions: JournalDecision[], framed: JournalFrame[] = frames) =>
  episodesOf(spec, { tenant: "t", host: "h", decisions, frames: framed }, measure);

describe("episodesOf", () => {
  it("makes a step of the time from draw to draw, and the last draw the situation it led to", () => {
    const [episode, ...others] = journal([draw(0), draw(2_000), draw(4_000)]);
    expect(others).toEqual([]);
    expect(episode?.steps).toHaveLength(2);
    expect(episode?.steps[0]).toMatchObject({
      signals: [100, 0],
      present: [1, 0],
      measuredS: 2,
      applied: { cpu_allocation: 0.22 },
    });
    expect(episode?.steps[0]?.terms.cost).toBeCloseTo(1, 9);
    // A tenth of the range moved by one of three attributes.
    expect(episode?.steps[0]?.terms.churn).toBeCloseTo(0.1 / 3, 9);
    expect(episode?.last.at).toBe(T0 + 4_000);
    expect(datasetOf(spec, [episode!]).provenance).toMatchObject({ steps: 2, personas: [{ version: 3 }] });
  });

  it("counts a second over the objective as a breach, and the moves of decisions between two draws", () => {
    const late = frames.with(1, frame(1_500, { latency_p95: 300 })).with(2, frame(2_500, { error_rate: 0.5 }));
    const between = draw(1_000, {
      exploration: undefined,
      verdicts: [{ attribute: "compression", current: false, final: true }],
    });
    const [episode] = journal([draw(0), between, draw(2_000), draw(4_000)], late);
    expect(episode?.steps.map(({ terms }) => terms.breach)).toEqual([1, 1]);
    expect(episode?.steps[1]?.terms.errors).toBeCloseTo(0.5, 9);
    expect(episode?.steps[0]?.terms.churn).toBeCloseTo((0.1 + 1) / 3, 9);
  });

  it("leaves out a frame in which something was not observed: silence is not health", () => {
    const [episode] = journal([draw(0), draw(2_000)], [frame(500), frame(1_500, { latency_p95: null })]);
    expect(episode?.steps[0]?.measuredS).toBe(1);
  });

  it.each<[string, JournalDecision[], JournalFrame[]]>([
    ["a draw is missing", [draw(0), draw(2_000), draw(6_000), draw(8_000)], [...frames, frame(6_500)]],
    [
      "a frame is of another arm",
      [draw(0), draw(2_000), draw(4_000)],
      frames.with(2, frame(2_500, { experiment_marker: 16 })),
    ],
    ["nothing was measured", [draw(0), draw(2_000), draw(4_000)], frames.slice(0, 2)],
  ])("ends an episode where %s", (_, decisions, framed) => {
    for (const { steps, last } of journal(decisions, framed)) {
      expect(steps).toHaveLength(1);
      expect(last.at - steps[0]!.at).toBe(2_000);
    }
    expect(journal(decisions, framed)[0]?.steps[0]?.at).toBe(T0);
  });

  it("takes a failed apply as what it was: nothing moved", () => {
    const failed: JournalDecision = { ...draw(0), apply: { kind: "failed" } };
    const [episode] = journal([failed, draw(2_000)]);
    expect(episode?.steps[0]?.applied["cpu_allocation"]).toBe(0.2);
    expect(episode?.steps[0]?.terms.churn).toBe(0);
  });

  it("finds nothing where nobody drew", () => {
    const plain = [0, 2_000].map((at) => draw(at, { exploration: undefined }));
    expect(journal(plain)).toEqual([]);
    expect(journal([0, 2_000].map((at) => draw(at, { decider: "fallback" })))).toEqual([]);
    const nothing = [0, 2_000].map((at) => draw(at, { exploration: { everyMs: 2_000, at: T0 + at, samples: {} } }));
    expect(journal(nothing)).toEqual([]);
  });
});
