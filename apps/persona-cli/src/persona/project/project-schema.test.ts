import { demoAttributes, simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import { parseYaml } from "@fleet-persona/fleet-config";
import { describe, expect, it } from "vitest";
import { projectText, TEMPLATES } from "../templates/template.ts";
import { fleetModelOf } from "./fleet-model-of.ts";
import { projectSchema, type Project } from "./project-schema.ts";

const template = TEMPLATES["flash-sale"]!;
const text = projectText("flash-sale", "acme", template);

function parsed(yaml: string): Project {
  const result = parseYaml(yaml, projectSchema);
  if (result.kind === "refused") throw new TypeError(JSON.stringify(result.problems));
  return result.value;
}

describe("projectSchema", () => {
  it.each(Object.entries(TEMPLATES))("takes the template %s, for the demo fleet's own search space", (slug, each) => {
    const project = parsed(projectText(slug, "acme", each));
    expect(project.id).toBe(`acme/${slug}`);
    expect(project.attributes).toEqual(demoAttributes);
  });

  it("has the demo fleet as its simulator has it, but for what single pages cost and how they are hashed", () => {
    const { catalogue, classes, servers, ...demo } = simulatedDemoFleet();
    const model = fleetModelOf(parsed(text));
    expect(model).toMatchObject(demo);
    expect(model.catalogue).toEqual({ items: catalogue.items, exponent: catalogue.exponent });
    expect(model.classes).toEqual(classes.map(({ key: _key, ...each }) => each));
    for (const [at, { name, size, weight }] of servers.entries()) {
      expect(model.servers[at]).toMatchObject({ name, weight });
      expect(model.servers[at]?.size).toBe(size);
    }
  });

  it.each([
    [
      "an unknown field",
      "decision_interval_s: 1",
      "decision_interval: 1",
      "decision_interval",
      "there is no such field",
    ],
    ["an unknown signal", "- latency_p50", "- latency_p59", "signals.1", "did you mean latency_p50 or latency_p99?"],
    ["a signal nobody simulates", "- latency_p50", "- host_load", "signals.1", "is not something the simulator gives"],
    ["an unknown derived signal", "- request_rate.trend", "- request_rate.forecast_2m", "signals.10", "forecast_1m"],
    [
      "a trigger on nothing",
      "signal: request_rate.trend",
      "signal: reqest_rate",
      "triggers.0.when.signal",
      "request_rate",
    ],
    [
      "a reward that is no number",
      "breach: 1, ",
      "breach: .nan, ",
      "reward.breach",
      "must be a finite number, not NaN",
    ],
    [
      "a reward that is infinite",
      "breach: 1, ",
      "breach: .inf, ",
      "reward.breach",
      "must be a finite number, not Infinity",
    ],
    ["a negative reward", "breach: 1, ", "breach: -1, ", "reward.breach", "must be at least 0"],
    [
      "a word for a number",
      "seconds: 180",
      "seconds: long",
      "scenarios.seconds",
      'must be a finite number, not "long"',
    ],
    ["shares that are too many", "share: 0.7", "share: 0.9", "fleet.classes", "the shares add up to 1.2"],
    ["a stranger held", "held: []", "held: [cpu_alocation]", "held.0", "did you mean cpu_allocation?"],
    ["a value out of range", "cpu_allocation: 0.15", "cpu_allocation: 15", "optimal_config.cpu_allocation", "outside"],
    ["a signal twice", "- latency_p50\n", "- latency_p95\n", "signals.2", "latency_p95 is named twice: remove one"],
    ["a warm-up that never ends", "warmup_s: 10", "warmup_s: 300", "scenarios.warmup_s", "make it shorter"],
    ["a peak below", "peak: { min: 330, max: 520 }", "peak: 100", "scenarios.peak", "a peak is higher"],
    ["a range that falls", "min: 0.85, max: 1.15", "min: 2, max: 1.15", "randomise.rates", "min is above max"],
    ["an id that is none", "id: acme/flash-sale", "id: flash sale", "id", "must be publisher/name"],
  ])("says the line and what to do about %s", (_, from, to, path, message) => {
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    const result = parseYaml(broken, projectSchema);
    if (result.kind === "value") throw new TypeError("it was taken");
    const problem = result.problems.find((each) => each.path === path);
    expect(result.problems).toContainEqual(expect.objectContaining({ path }));
    expect(problem?.message).toContain(message);
    const lines = broken.split("\n");
    const key = path.split(".").findLast((part) => Number.isNaN(Number(part))) ?? "";
    const named = lines[(problem?.line ?? 0) - 1] ?? "";
    expect([named.includes(to.split("\n")[0]!.trim()), named.includes(key)]).toContain(true);
  });

  it("asks for a signal that is required and a weight that counts", () => {
    const blind = parseYaml(text.replace("required: true", "required: false"), projectSchema);
    expect(blind).toMatchObject({
      problems: [{ path: "signals", message: expect.stringContaining("no signal is required") }],
    });
    const nothing = text.replace(
      /^reward:.*$/m,
      "reward: { breach: 0, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 }",
    );
    expect(parseYaml(nothing, projectSchema)).toMatchObject({
      problems: [{ path: "reward", message: "every weight is 0: nothing would be learned" }],
    });
  });
});
