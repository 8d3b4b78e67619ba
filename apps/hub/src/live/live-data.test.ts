import { describe, expect, it } from "vitest";
import { allocatedCores, usedCores } from "./cost.ts";
import { row, verdict } from "./decision.fixture.ts";
import { decisionRowOf } from "./decision-row.ts";
import { addToData, configSeries, forgetBefore, newestAt, noData, shadowSeries } from "./live-data.ts";

describe("addToData", () => {
  it("addToData takes a replay once and puts late frames in their place", () => {
    const early = { signals: { load: [{ at: 1, value: 1 }] }, config: {} };
    const late = { signals: { load: [{ at: 3, value: 3 }] }, config: {} };
    const once = addToData(addToData(noData, late, [row(3)]), early, [row(1), row(3)]);
    expect(addToData(once, early, [row(1)])).toEqual(once);
    expect(once.signals["load"]?.map(({ at }) => at)).toEqual([1, 3]);
    expect(once.decisions.map(({ at }) => at)).toEqual([1, 3]);
    expect(newestAt(once)).toBe(3);
  });

  it("newestAt is null while nothing is known", () => {
    expect(newestAt(noData)).toBeNull();
  });

  it("forgetBefore keeps the last value before the cut", () => {
    const data = addToData(noData, { signals: {}, config: { cpu: [1, 2, 3].map((at) => ({ at, value: at })) } }, []);
    expect(forgetBefore(data, 2.5).config["cpu"]?.map(({ at }) => at)).toEqual([2, 3]);
  });
});

describe("configSeries", () => {
  it("configSeries reads the decisions where telemetry carries no configuration", () => {
    const applied = { kind: "applied", steps: [], tookMs: 1 } as const;
    const moved = { outcome: "adjust", because: "policy", verdicts: [verdict("cpu", 1, 2)] } as const;
    const data = addToData(noData, { signals: {}, config: {} }, [
      row(1, { decision: moved }),
      row(2, { decision: moved, apply: applied }),
    ]);
    expect(configSeries(data, "cpu")).toEqual([
      { at: 1, value: 1 },
      { at: 2, value: 2 },
    ]);
  });
});

describe("shadowSeries", () => {
  it("shadowSeries keeps what a decision would have set while the next one waits, and ends with shadow", () => {
    const shadow = (at: number, cpu: ReturnType<typeof verdict>) =>
      row(at, { decision: { mode: "shadow", verdicts: [cpu] } });
    const rows = [
      shadow(1, verdict("cpu", 1, 2)),
      shadow(2, { ...verdict("cpu", 1), heldBy: "cooldown" }),
      shadow(3, verdict("cpu", 1)),
      row(4, { decision: { verdicts: [verdict("cpu", 1, 2)] } }),
    ];
    expect(shadowSeries(rows, "cpu").map(({ value }) => value)).toEqual([2, 2, 1, null]);
  });
});

describe("allocatedCores", () => {
  const config = { cpu_allocation: [{ at: 1, value: 0.2 }], active_servers: [{ at: 0, value: 4 }] };

  it("allocatedCores multiplies the mean allocation by the servers that serve", () => {
    const data = addToData(noData, { signals: { cpu_utilisation: [{ at: 2, value: 0.5 }] }, config }, []);
    const allocated = allocatedCores(data);
    expect(allocated).toEqual([{ at: 1, value: 0.8 }]);
    expect(usedCores(data, allocated)).toEqual([{ at: 2, value: 0.4 }]);
  });

  it("allocatedCores prefers what the agent reports, and is unknown where the servers are", () => {
    const reported = [{ at: 1, value: 0.7 }];
    expect(allocatedCores(addToData(noData, { signals: { allocated_cores: reported }, config }, []))).toEqual(reported);
    const alone = { cpu_allocation: config.cpu_allocation };
    expect(allocatedCores(addToData(noData, { signals: {}, config: alone }, []))).toEqual([{ at: 1, value: null }]);
  });
});

describe("decisionRowOf", () => {
  const stored = { hostId: "h", hostName: "web-1", epoch: 2, seq: 7, at: 5 };

  it("decisionRowOf names a row by host, epoch and sequence", () => {
    expect(decisionRowOf({ ...stored, payload: row(5) })).toMatchObject({ id: "h:2:7", at: 5, hostName: "web-1" });
  });

  it.each([null, {}, { decision: {} }, "text"])("decisionRowOf refuses the payload %j", (payload) => {
    expect(decisionRowOf({ ...stored, payload })).toBeNull();
  });
});
