import { trialReportSchema, type TrialReport } from "@fleet-persona/hub-core";
import { describe, expect, it } from "vitest";
import { errorBounds } from "./estimate.ts";
import { runTrial, TrialError } from "./run-trial.ts";
import { toyMaterial, wants } from "./testing/toy-recording.fixture.ts";

type Material = ReturnType<typeof toyMaterial>;

async function tried(material: Material, mean = 0.5): Promise<TrialReport> {
  const report = await runTrial(
    { material, estimateMinutes: 60 },
    () => Promise.resolve({ ...wants(mean), [Symbol.asyncDispose]: () => Promise.resolve() }),
    () => performance.now(),
  );
  expect(trialReportSchema.parse(report)).toEqual(report);
  return report;
}

async function refused(material: Material): Promise<unknown> {
  return tried(material).then(
    () => null,
    (error: unknown) => error,
  );
}

function withColumn(material: Material, name: string, column: Float64Array | undefined): Material {
  const { [name]: _before, ...rest } = material.recording.columns;
  const columns = column === undefined ? rest : { ...rest, [name]: column };
  return { ...material, recording: { ...material.recording, columns } };
}

describe("runTrial", () => {
  it("replays a recording as the agent would have lived it, within the tenant's bounds", async () => {
    const report = await tried(toyMaterial(12), 1);
    expect(report.recorded).toMatchObject({ moments: 720, interval_s: 1, truncated: false, missing_signals: [] });
    const [cpu, balancing] = report.shadow.attributes;
    expect(cpu).toMatchObject({ name: "cpu_allocation", range: { min: 0.5, max: 1.5 } });
    expect(Math.max(...(report.series.would["cpu_allocation"] as number[]))).toBe(1.5);
    // It wants the most there may be, which is not what was set; the algorithm it leaves as it is.
    expect(cpu?.agreement).toBeLessThan(0.2);
    expect(balancing).toMatchObject({ agreement: 1, choices: ["roundrobin", "leastconn"] });
    expect(report.shadow.fallback_share).toBe(0);
    expect(report.series.at.length).toBeLessThanOrEqual(480);
    expect(report.estimate).toMatchObject({ kind: "none", because: "too-little-data" });
  });

  it("estimates the effect by a simulator that finds the held-back part again", async () => {
    const { estimate } = await tried(toyMaterial(90), 0.02);
    expect(estimate).toMatchObject({ kind: "estimate", steered: ["cpu_allocation", "load_balancing_algorithm"] });
    if (estimate.kind !== "estimate") return;
    expect(estimate.error.p95).toBeLessThan(errorBounds.p95);
    expect(estimate.error.cpu).toBeLessThan(0.1);
    expect(estimate.fitted.cpu_ms_per_request).toBeGreaterThan(11);
    expect(estimate.fitted.cpu_ms_per_request).toBeLessThan(13);
    // It takes cores away: that is cheaper, and slower.
    expect(estimate.candidate.core_seconds).toBeLessThan(0.8 * estimate.as_it_was.core_seconds);
    expect(estimate.candidate.p95_ms ?? 0).toBeGreaterThan(estimate.as_it_was.p95_ms ?? 0);
  });

  it("shows no effect where latency follows something that the simulator does not know", async () => {
    const material = toyMaterial(75);
    const strange = material.recording.at.map((_, second) => 20 + 180 * Math.abs(Math.sin(second / 37)));
    const { estimate } = await tried(withColumn(material, "latency_p95", strange));
    expect(estimate).toMatchObject({ kind: "none", because: "error-too-large" });
    expect(estimate.kind === "none" && estimate.error?.p95).toBeGreaterThan(errorBounds.p95);
  });

  it("says which signals an estimate would need", async () => {
    const { estimate } = await tried(withColumn(toyMaterial(75), "cpu_utilisation", undefined));
    expect(estimate).toMatchObject({ kind: "none", because: "signals-missing" });
    expect(estimate.kind === "none" && estimate.message).toContain("cpu_utilisation");
  });

  it("refuses a recording without what the Persona requires, or without anything it steers", async () => {
    const blind = await refused(withColumn(toyMaterial(12), "request_rate", undefined));
    expect(blind).toBeInstanceOf(TrialError);
    expect(blind).toMatchObject({ code: "signals-missing" });
    const idle = withColumn(
      withColumn(toyMaterial(12), "config.cpu_allocation", undefined),
      "config.load_balancing_algorithm",
      undefined,
    );
    expect(await refused(idle)).toMatchObject({ code: "signals-missing" });
  });

  it("refuses a model that cannot be opened", async () => {
    const work = { material: toyMaterial(12), estimateMinutes: 60 };
    const opening = runTrial(
      work,
      () => Promise.reject(new TypeError("no model")),
      () => 0,
    );
    await expect(opening).rejects.toMatchObject({ code: "model-refused" });
  });
});
