import type { Attribute } from "@fleet-persona/persona";
import type { HostId } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { toSeries } from "./live-source-of.ts";

const hostId = "h" as HostId;

const algorithm = {
  name: "load_balancing_algorithm",
  kind: "categorical",
  choices: ["roundrobin", "leastconn", "random2", "uri_hash"],
} as unknown as Attribute;

test("toSeries completes a list of choices that was cut when the attribute's begins alike, and only then", () => {
  const window = {
    dictionary: [
      { name: "config.load_balancing_algorithm", unit: "roundrobin|leastconn|random2|uri_hash".slice(0, 32) },
    ],
    frames: [{ hostId, at: 1, values: [3] }],
    truncated: false,
  };
  expect(toSeries(window, [algorithm]).config).toEqual({ load_balancing_algorithm: [{ at: 1, value: "uri_hash" }] });
  expect(toSeries(window, []).config).toEqual({});
  const reordered = { ...algorithm, choices: ["leastconn", "roundrobin", "random2", "uri_hash"] } as Attribute;
  expect(toSeries(window, [reordered]).config).toEqual({});
});

test("toSeries turns frames into one series a signal and gives choices their names", () => {
  const window = toSeries(
    {
      dictionary: [
        { name: "request_rate", unit: "1/s" },
        { name: "config.active_servers", unit: "" },
        { name: "config.caching_strategy", unit: "off|micro|short|long" },
        { name: "config.load_balancing_algorithm", unit: "roundrobin|leastconn|random2|uri_" },
      ],
      frames: [
        { hostId, at: 1, values: [120, 4, 2, 1] },
        { hostId, at: 2, values: [null, 3, 9, 1] },
      ],
      truncated: false,
    },
    [],
  );
  expect(window).toEqual({
    signals: {
      request_rate: [
        { at: 1, value: 120 },
        { at: 2, value: null },
      ],
    },
    config: {
      active_servers: [
        { at: 1, value: 4 },
        { at: 2, value: 3 },
      ],
      caching_strategy: [{ at: 1, value: "short" }],
    },
  });
});
