import { intersectBounds, type Bounds } from "@fleet-persona/engine";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentConfigSchema, parseAgentConfig } from "./agent-config.ts";
import { exportFilter } from "./export-list.ts";
import { hostBounds } from "./host-bounds.ts";

const wrong: readonly [string, string, string][] = [
  ["text that is not JSON", "{", "agent.json is not JSON"],
  ["an unknown field", '{"bound":{}}', "bound"],
  ["a bound whose ends are swapped", '{"bounds":{"workers":{"min":4,"max":2}}}', "bounds.workers: "],
  ["a gateway that is no address", '{"gateway_url":"gateway"}', "gateway_url"],
  ["an interval of zero", '{"interval_ms":0}', "interval_ms"],
];

describe("parseAgentConfig", () => {
  for (const [name, text, mention] of wrong) {
    it(`parseAgentConfig refuses ${name} in one sentence with the way out`, () => {
      expect(() => parseAgentConfig(text, "agent.json")).toThrow(
        expect.objectContaining({ code: "config-invalid", message: expect.stringContaining(mention) as string }),
      );
      expect(() => parseAgentConfig(text, "agent.json")).toThrow(/correct it and start again\.$/);
    });
  }

  it("parseAgentConfig fills what is left out", () => {
    expect(parseAgentConfig("{}", "agent.json")).toMatchObject({ interval_ms: 1000, targets: [], bounds: {} });
  });
});

describe("hostBounds", () => {
  it("hostBounds cannot be widened by any layer before it", () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(range, range, ([a, b], [c, d]) => {
        const host = hostBounds(
          agentConfigSchema.parse({ bounds: { workers: { min: Math.min(a, b), max: Math.max(a, b) } } }),
        );
        const remote: Bounds = { workers: { kind: "range", min: Math.min(c, d), max: Math.max(c, d) } };
        const { workers } = intersectBounds(remote, host);
        expect(workers).toMatchObject({ kind: "range" });
        if (workers?.kind !== "range") return;
        expect(workers.min).toBeGreaterThanOrEqual(Math.min(a, b));
        expect(workers.max).toBeLessThanOrEqual(Math.max(a, b));
      }),
    );
  });
});

describe("exportFilter", () => {
  it("exportFilter lets a signal and what is derived from it out, and nothing else", () => {
    const exported = exportFilter(["request_rate"]);
    const names = [
      "request_rate",
      "request_rate.trend",
      "request_rate.forecast_10s_deviation",
      "latency_p95",
      "latency_p95.trend",
    ];
    expect(names.filter(exported)).toEqual(names.slice(0, 3));
  });
});
