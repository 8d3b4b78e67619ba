import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RoundRobin } from "./balancing/round-robin.ts";
import { findVectors } from "./testing/find-vectors.ts";
import { completionTimes, least, policyOf, type JobPolicy } from "./testing/job-driver.ts";

const NAME = "park_load_balance_vectors.json";

type Vectors = {
  readonly service_rates: readonly number[];
  readonly episodes: readonly {
    readonly seed: number;
    readonly jobs_dt_size: readonly (readonly [number, number])[];
    readonly results: Readonly<
      Record<string, { readonly return: number; readonly mean_jct: number; readonly p95_jct: number }>
    >;
  }[];
};

function policies(rates: readonly number[]): Readonly<Record<string, () => JobPolicy>> {
  const count = rates.length;
  return {
    round_robin: () => policyOf(count, (table) => new RoundRobin(table)),
    join_shortest_queue: () => (view) => least(count, (server) => view.count(server)),
    least_work_raw: () => (view) => least(count, (server) => view.queuedSize(server) + view.runningLeft(server)),
    normalized_load: () => (view, job) =>
      least(count, (server) => (view.queuedSize(server) + view.runningLeft(server) + job.size) / (rates[server] ?? 1)),
  };
}

test("the servers finish every job of Park's load-balance episodes when Park's own do", ({ skip }) => {
  const path = findVectors(NAME);
  if (path === null)
    console.log(`${NAME} is not here: Park's episodes are skipped (FLEET_PERSONA_VECTORS names its folder)`);
  const { service_rates: rates, episodes } = JSON.parse(
    readFileSync(path ?? skip(`${NAME} is not here`), "utf8"),
  ) as Vectors;
  expect(episodes.length).toBeGreaterThan(0);
  for (const { jobs_dt_size, results } of episodes) {
    const jobs = jobs_dt_size.map(([gap, size]) => ({ gap, size }));
    const ours = policies(rates);
    expect(Object.keys(ours).toSorted()).toEqual(Object.keys(results).toSorted());
    for (const [name, make] of Object.entries(ours)) {
      const times = completionTimes(jobs, rates, make());
      const total = times.reduce((sum, time) => sum + time, 0);
      expect(-total, name).toBe(results[name]?.return);
      expect(total / times.length, name).toBe(results[name]?.mean_jct);
      expect(percentile(times, 0.95), name).toBeCloseTo(results[name]?.p95_jct ?? Number.NaN, 6);
    }
  }
});

// Linear between ranks, as numpy's default.
function percentile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = Math.floor(rank);
  const [left = 0, right = left] = [sorted[low], sorted[low + 1]];
  return left + (right - left) * (rank - low);
}
