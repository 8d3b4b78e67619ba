import type { HostId } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { toSeries } from "./live-source-of.ts";

const hostId = "h" as HostId;

test("toSeries turns frames into one series a signal and gives choices their names", () => {
  const window = toSeries({
    dictionary: [
      { name: "request_rate", unit: "1/s" },
      { name: "config.active_servers", unit: "" },
      { name: "config.caching_strategy", unit: "off|micro|short|long" },
      { name: "config.load_balancing_algorithm", unit: "roundrobin|leastconn|random2|uri" },
    ],
    frames: [
      { hostId, at: 1, values: [120, 4, 2, 1] },
      { hostId, at: 2, values: [null, 3, 9, 1] },
    ],
    truncated: false,
  });
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
