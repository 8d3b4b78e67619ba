import type { JobRunner, LearningJob } from "@fleet-persona/learning-jobs";
import { beforeAll, describe, expect, it } from "vitest";
import type { ParentVersion } from "@fleet-persona/learning";
import { firstVersion } from "./first-version.ts";
import { savedShare } from "./unseen.ts";
import { verdictOn } from "./verdict.ts";

const effort = { explorers: 0, fleet: 24, days: 10, before: 2, seeds: 1 };
let parent: ParentVersion;
let child: ParentVersion;

beforeAll(async () => {
  parent = await firstVersion();
  child = { ...parent, manifest: { ...parent.manifest, version: 2 }, digest: "ab".repeat(32) };
}, 60_000);

/** Answers as a fleet would on which the child's seconds cost `factor` times the parent's; hosts and days differ. */
function fleetWhere(factor: number): JobRunner & { readonly asked: LearningJob[] } {
  const asked: LearningJob[] = [];
  const answer = (job: LearningJob): unknown => {
    asked.push(job);
    if (job.kind !== "evaluate" || job.policy.kind !== "persona" || job.scenario.kind !== "day") return null;
    const { name } = job.policy;
    const toll = job.scenario.service * (1 + 0.3 * Math.sin(job.scenario.day)) + 0.02 * Math.cos(job.seed);
    const reward = -170 * toll * (name === "version 2" ? factor : 1);
    return { seed: job.seed, policies: { [name]: { reward, errors: 0, requests: 1_000 } } };
  };
  return {
    asked,
    threads: 0,
    run: (jobs) => Promise.resolve(jobs.map(answer)) as never,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

describe("verdictOn", () => {
  it.each([
    [0.8, "better"],
    [1.25, "worse"],
    [1, "no-difference"],
  ])("finds a child that costs %f of its parent %s", async (factor, verdict) => {
    const { judgement } = await verdictOn(1, { parent, child }, effort, fleetWhere(factor));
    expect(judgement.overall.verdict).toBe(verdict);
  });

  it("lets every host run the parent first, and stops looking when it knows", async () => {
    const fleet = fleetWhere(0.7);
    const { days, hosts } = await verdictOn(1, { parent, child }, effort, fleet);
    expect(days).toBeLessThan(8);
    expect(hosts).toBe(24);
    const early = fleet.asked.slice(0, 24 * effort.before);
    expect(early.every((job) => job.kind === "evaluate" && job.policy.name === "version 1")).toBe(true);
    expect(fleet.asked).toHaveLength(24 * (effort.before + days));
  });
});

describe("savedShare", () => {
  const traces = [1, 2, 3].map((size) => ({
    trace: `t${size}`,
    tolls: { a: [size, size], b: [0.9 * size, 0.9 * size] },
  }));

  it("is the share by which less is paid, with an interval over traces", () => {
    const { value, low, high } = savedShare(traces, "b", "a");
    for (const each of [value, low, high]) expect(each).toBeCloseTo(0.1, 9);
    expect(savedShare(traces, "a", "a")).toEqual({ value: 0, low: 0, high: 0 });
  });
});
