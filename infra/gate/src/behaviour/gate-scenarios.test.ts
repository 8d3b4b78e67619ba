import type { Attribute } from "@fleet-persona/persona";
import { startSimulation } from "@fleet-persona/simulator";
import { describe, expect, it } from "vitest";
import { plainManifest } from "../testing/small-persona.fixture.ts";
import { seenBy } from "./clock-skew.ts";
import { environmentOf, unseenInputs } from "./gate-environment.ts";
import { GATE_SCENARIOS, situationOf } from "./gate-scenarios.ts";

const environment = environmentOf(plainManifest);
const [cores] = plainManifest.attributes;
if (cores?.kind !== "continuous") throw new TypeError("the small Persona steers cores");

describe("situationOf", () => {
  it.each(GATE_SCENARIOS)("draws %s anew for each seed and the same for the same one", (name) => {
    const drawn = situationOf(name, 5, environment);
    expect(situationOf(name, 5, environment)).toEqual(drawn);
    expect(situationOf(name, 6, environment)).not.toEqual(drawn);
    expect(startSimulation({ ...drawn.scenario, seconds: 3 }).advance(3).signals["request_rate"]).toBeGreaterThan(20);
  });
});

describe("environmentOf", () => {
  it("offers every attribute of the manifest, and says which do nothing in simulation", () => {
    const warm = { ...cores, name: "acme/warm_pool" };
    const made = environmentOf({ ...plainManifest, attributes: [cores, warm] });
    expect(made.fleet.attributes.map(({ name }) => name)).toEqual(["cpu_allocation", "acme/warm_pool"]);
    expect(made.inertAttributes).toEqual(["acme/warm_pool"]);
  });

  it("keeps a fleet of fifty times the cores and ten times the requests as busy as the measured one", () => {
    const [signal] = plainManifest.policy.inputs.signals;
    if (signal === undefined) throw new TypeError("the small Persona looks at something");
    const distribution = { ...signal.distribution, mean: 1_900, p99: 4_300 };
    const { inputs } = plainManifest.policy;
    const large = environmentOf({
      ...plainManifest,
      attributes: [{ ...cores, min: 5, max: 15, default: 8.75 }],
      policy: { ...plainManifest.policy, inputs: { ...inputs, signals: [{ ...signal, distribution }] } },
    });
    expect(large.amplification * large.rates.calm).toBeCloseTo(1_710);
    const busy = (of: typeof large) => {
      const simulation = startSimulation({ ...situationOf("slow-leak", 3, of).scenario, seconds: 30 });
      return simulation.advance(30).signals["cpu_utilisation"] ?? 0;
    };
    expect(Math.abs(busy(large) - busy(environment))).toBeLessThan(0.08);
  });

  it("has a cache make up for heavier requests: a fleet without one is no busier", () => {
    const strategy: Attribute = {
      name: "caching_strategy",
      kind: "categorical",
      scope: "fleet",
      cost: "hot",
      weight: 1,
      choices: ["off", "short"],
      ordered: true,
      default: "short",
      safe: "off",
    };
    const cached = environmentOf({ ...plainManifest, attributes: [cores, strategy] });
    const ms = (of: typeof cached) => of.fleet.classes[1]?.service.mean ?? 0;
    expect(ms(cached)).toBeGreaterThan(1.2 * ms(environment));
  });

  it("knows derived inputs by what they are derived from", () => {
    expect(unseenInputs(plainManifest, new Set(["request_rate"]))).toEqual([]);
    expect(unseenInputs(plainManifest, new Set())).toEqual(["request_rate"]);
  });
});

describe("seenBy", () => {
  const moment = {
    at: 10,
    now: 1_000_000,
    signals: { request_rate: { value: 100, at: 1_000_000 }, latency_p95: { value: 40, at: 1_000_000 } },
    config: {},
  } as unknown as Parameters<typeof seenBy>[0];

  it("leaves a moment alone whose clocks are right", () => {
    expect(seenBy(moment, undefined, 1)).toBe(moment);
  });

  it("moves the host's clock with all it reads, and the logs' alone", () => {
    const skew = { host: [{ from: 5, to: 20, value: 30 }], logs: [{ from: 5, to: 20, value: -60 }] };
    const seen = seenBy(moment, skew, 10);
    expect(seen.now).toBe(1_030_000);
    expect(seen.signals["request_rate"]).toEqual({ value: 1_000, at: 1_030_000 });
    expect(seen.signals["latency_p95"]).toEqual({ value: 40, at: 970_000 });
  });
});
