import { describe, expect, it } from "vitest";
import { recordedFleet } from "./recorded-fleet.ts";
import { toyManifest } from "./testing/toy-recording.fixture.ts";

const choices = ["roundrobin", "leastconn", "random2", "uri_hash"];
const manifest = {
  ...toyManifest,
  attributes: toyManifest.attributes.map((attribute) =>
    attribute.kind === "categorical" ? { ...attribute, choices } : attribute,
  ),
};

function fleetOf(unit: string, columns: Readonly<Record<string, readonly number[]>>) {
  const at = Float64Array.of(1_000, 2_000, 3_000);
  const stored = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
  const units = { "config.load_balancing_algorithm": unit };
  return recordedFleet({ manifest, recording: { at, columns: stored, units, truncated: false } });
}

describe("recordedFleet", () => {
  it("reads signals that were observed, and leaves to the candidate what it derives itself", () => {
    const fleet = fleetOf("", {
      request_rate: [100, Number.NaN, 120],
      "request_rate.trend": [1, 1, 1],
      confidence: [1, 1, 1],
    });
    expect(fleet.signalNames).toEqual(["request_rate"]);
    expect(fleet.signalsAt(0)).toEqual({ request_rate: { value: 100, at: 1_000 } });
    expect(fleet.signalsAt(1)).toEqual({});
  });

  it("keeps a value until another one was recorded", () => {
    const fleet = fleetOf("", { "config.cpu_allocation": [0.8, Number.NaN, 1] });
    expect([0, 1, 2, 1].map((moment) => fleet.configAt(moment)["cpu_allocation"])).toEqual([0.8, 0.8, 1, 0.8]);
  });

  it.each([
    ["roundrobin|leastconn", [1, 0, 1], ["leastconn", "roundrobin", "leastconn"]],
    // Cut off after 32 characters, as an agent tells it.
    ["roundrobin|leastconn|random2|uri", [3, 2, 0], ["uri_hash", "random2", "roundrobin"]],
  ])("reads choices named %s", (unit, values, read) => {
    const fleet = fleetOf(unit, { "config.load_balancing_algorithm": values });
    expect([0, 1, 2].map((moment) => fleet.configAt(moment)["load_balancing_algorithm"])).toEqual(read);
  });

  it.each(["", "source|leastconn", "1"])("does not guess choices named %j", (unit) => {
    expect(fleetOf(unit, { "config.load_balancing_algorithm": [1, 0, 1] }).attributes).toEqual([]);
  });
});
