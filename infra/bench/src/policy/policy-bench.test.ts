import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import type { PolicyFigures, TraceEvaluation } from "@fleet-persona/learning";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPersona, referenceFolder } from "./load-persona.ts";
import { policyResults } from "./policy-bench.ts";
import { generatedScenarios, recordedScenarios } from "./unseen-traces.ts";

const options = { fleet: simulatedDemoFleet(), seconds: 60, warmupS: 10 };

function figures(breach: number, cost: number, reward: number): PolicyFigures {
  const rest = { requests: 1_000, errors: 0, p95_ms: 80, revenue: 0 };
  return { breach_seconds: breach, core_seconds: cost, cost, reward, ...rest };
}

function evaluation(persona: PolicyFigures): TraceEvaluation {
  const policies = {
    persona,
    reactive: figures(20, 100, -40),
    default: figures(30, 100, -50),
    oracle: figures(0, 90, -10),
    "best-static": figures(5, 110, -25),
  };
  return { trace: "a", policies, runs: [{ seed: 1, policies }] };
}

it("policyResults says whether the promised figures were met", () => {
  const met = (persona: PolicyFigures) =>
    Object.fromEntries(policyResults([evaluation(persona)]).map(({ name, met: is }) => [name, is]));
  expect(met(figures(4, 95, -18))).toMatchObject({
    breach_ratio_vs_reactive: true,
    wins_vs_best_static: true,
    distance_to_oracle: true,
  });
  // Without breaches, but at a higher cost than reactive: nothing is won by that.
  expect(met(figures(0, 101, -30))).toMatchObject({
    breach_ratio_vs_reactive: false,
    wins_vs_best_static: false,
    distance_to_oracle: false,
  });
});

describe("recordedScenarios", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "traces-"));
    const rows = Array.from({ length: 500 }, (_, at) => `${at * 300},${at % 50 === 0 ? 900 : 100}`);
    await writeFile(path.join(folder, "elb_request_count_x.csv"), `time,value\n${rows.join("\n")}\n`);
    await writeFile(path.join(folder, "cpu_utilization.csv"), `time,value\n0,1\n300,2\n`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("takes counts alone, scaled in rate, a sample a second, another stretch for each seed", () => {
    const [scenario, ...others] = recordedScenarios(folder, options);
    expect(others).toEqual([]);
    expect(scenario?.trace).toBe("elb_request_count_x (300 s in 1 s)");
    const { traffic, seconds } = scenario?.scenario(1) ?? { traffic: { points: [] }, seconds: 0 };
    expect(seconds).toBe(60);
    const rates = traffic.points.map(({ rate }) => rate);
    // A ninth of the crowd's height is less than calm traffic: the crowd decides the scale.
    expect(Math.max(...rates)).toBeCloseTo(430);
    expect(Math.min(...rates)).toBeCloseTo(430 / 9);
    expect(scenario?.scenario(2).traffic).not.toEqual(traffic);
  });
});

it("generatedScenarios draws days by seed, each trace other ones", () => {
  const [first, second] = generatedScenarios(options);
  expect(first?.scenario(1)).toEqual(first?.scenario(1));
  expect(first?.scenario(2).traffic).not.toEqual(first?.scenario(1).traffic);
  expect(second?.scenario(1).traffic).not.toEqual(first?.scenario(1).traffic);
});

it("loadPersona reads the reference Persona's policy and what the engine is told of it", async () => {
  const persona = await loadPersona(referenceFolder());
  expect(persona.attributes.map(({ name }) => name)).toContain("cpu_allocation");
  expect(persona.claimedConfidence).toBeGreaterThan(0.5);
});
