import { expect, it } from "vitest";
import { recording } from "../testing/synthetic-fleet.ts";
import { distributionOf, splitByTime } from "./dataset.ts";

it("splitByTime holds out whole episodes when there are enough", () => {
  const rows = recording(10, 30, 1);
  const { training, validation, heldOut } = splitByTime(rows, 0.2, 5);
  const seen = new Set(training.map(({ episode }) => episode));
  expect(heldOut).toBe("episodes");
  expect(training.length + validation.length).toBe(rows.length);
  expect(validation.length).toBe(60);
  expect(validation.some(({ episode }) => seen.has(episode))).toBe(false);
});

it("splitByTime holds out minutes of a short recording, with a gap around them", () => {
  const { training, validation, heldOut } = splitByTime(recording(2, 300, 1), 0.2, 5);
  expect(heldOut).toBe("time-blocks");
  expect(validation.length).toBe(120);
  expect(training.every(({ t }) => t % 60 >= 5 && t % 60 < 55)).toBe(true);
});

it("splitByTime refuses a recording too short to hold anything out", () => {
  expect(() => splitByTime(recording(1, 20, 1), 0.2, 5)).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
});

it("distributionOf counts only what was observed", () => {
  const row = { episode: 0, t: 0, config: {}, expert: {} };
  const rows = [1, 3, null].map((x) => ({ ...row, signals: { x } }));
  expect(distributionOf(rows, "x")).toEqual({ mean: 2, standard_deviation: 1, p01: 1, p99: 3 });
});
