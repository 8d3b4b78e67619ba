import { standardSignal } from "@fleet-persona/signals";
import { describe, expect, it } from "vitest";
import { offeredSignals } from "./offered-signals.ts";
import { sourceSchema } from "./source-config.ts";

const offered = (config: object) => offeredSignals(sourceSchema.parse(config));

describe("offeredSignals", () => {
  it.each<readonly [object, readonly string[]]>([
    [
      { kind: "log-file", path: "/l", format: { kind: "common" } },
      ["request_rate", "error_rate", "throughput", "mobile_share", "session_depth"],
    ],
    [
      {
        kind: "syslog",
        port: 5140,
        format: { kind: "json", duration: "d", region: "r" },
        regions: ["EU-West"],
        search_path: "/s",
      },
      [
        "request_rate",
        "error_rate",
        "latency_p50",
        "latency_p95",
        "latency_p99",
        "search_share",
        "region_share.eu_west",
        "region_share.other",
      ],
    ],
    [{ kind: "clock" }, ["time_of_day.sin", "time_of_day.cos", "day_of_week.sin", "day_of_week.cos"]],
    [
      {
        kind: "receiver",
        signals: ["revenue_rate"],
        metrics: [{ metric: "m", signal: "latency_p95", use: "p95" }],
        events: { events: ["view"], experiments: ["banner"] },
      },
      ["revenue_rate", "latency_p95", "event_rate.view", "event_share.view", "session_depth", "outcome.banner"],
    ],
  ])("offeredSignals of %j", (config, names) => {
    expect(offered(config)).toEqual(names);
  });

  it("offeredSignals are standard names wherever the host does not choose them", () => {
    const configs = [{ kind: "proc", cpu_is_service: true }, { kind: "campaigns", path: "/c.ics" }, { kind: "clock" }];
    for (const name of configs.flatMap(offered)) expect(standardSignal(name), name).toBeDefined();
  });
});
