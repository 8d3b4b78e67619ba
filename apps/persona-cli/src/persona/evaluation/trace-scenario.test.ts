import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Project } from "../project/project-schema.ts";
import { traceScenario } from "./trace-scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "persona-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));

const project = {
  scenarios: { warmup_s: 10, calm: { min: 100, max: 200 }, peak: { min: 300, max: 500 } },
} as unknown as Project;

/** A trace of so many rows, `step` seconds apart, at `rate` and twice that in the middle. */
function traceOf(rows: number, step: number, rate: number): string {
  const path = join(folder, "trace.csv");
  const lines = Array.from({ length: rows }, (_, at) => `${at * step},${(at === 5 ? 2 : 1) * rate * step}`);
  writeFileSync(path, `t,n\n${lines.join("\n")}\n`);
  return path;
}

describe("traceScenario", () => {
  it("leaves a trace alone that is like what was trained on", () => {
    const scenario = traceScenario({ words: [], trace: traceOf(100, 1, 180) }, project);
    expect(scenario).toMatchObject({ seconds: 99, pace: 1, peak: 360, note: "as recorded" });
  });

  it("presses a long one into fifteen minutes and scales a small one to a peak that was trained on", () => {
    const scenario = traceScenario({ words: [], trace: traceOf(101, 300, 2) }, project);
    expect(scenario).toMatchObject({ seconds: 900, peak: 400 });
    expect(scenario.note).toContain("pressed into 900 s (--pace 33.33)");
    expect(scenario.note).toContain("scaled from 4 to 400 requests a second");
  });

  it("does what --pace and --peak say", () => {
    const scenario = traceScenario({ words: [], trace: traceOf(101, 300, 2), pace: "100", peak: "4" }, project);
    expect(scenario).toMatchObject({ seconds: 300, pace: 100, peak: 4 });
  });
});
