import { emptyRequestLine, type RequestLine } from "@fleet-persona/signals";
import { describe, expect, it } from "vitest";
import { requestWindow } from "./request-window.ts";

const line = (more: Partial<RequestLine>): RequestLine => ({ ...emptyRequestLine(), durationMs: 10, ...more });
const open = () => requestWindow({ seconds: 5, regions: 2 });

describe("requestWindow", () => {
  it.each([1, 1.37, 4.1])("requestWindow gives percentiles within one per cent, at times of n × %f ms", (unit) => {
    const window = open();
    for (let n = 1; n <= 1000; n += 1) window.add(line({ durationMs: n * unit }), 1_000 + n);
    const { percentiles } = window.summary(2_500);
    expect((percentiles?.p50 ?? 0) / (500 * unit)).toBeCloseTo(1, 1);
    expect((percentiles?.p99 ?? 0) / (990 * unit)).toBeGreaterThan(0.985);
    expect((percentiles?.p99 ?? 0) / (990 * unit)).toBeLessThan(1.015);
  });

  it("requestWindow gives the same percentiles when it is asked in between", () => {
    const [asked, unasked] = [open(), open()];
    for (let n = 1; n <= 300; n += 1) {
      for (const window of [asked, unasked]) window.add(line({ durationMs: n }), 1_000);
      if (n % 50 === 0) asked.summary(1_000);
    }
    expect(asked.summary(1_500)).toEqual(unasked.summary(1_500));
  });

  it("requestWindow counts shares among the lines that say, and rates over the time that passed", () => {
    const window = open();
    window.add(line({ search: true, mobile: 1, region: 0, bytes: 300 }), 10_000);
    window.add(line({ checkout: true, failed: true, mobile: 0, region: 2 }), 11_000);
    window.add(line({ mobile: 0, region: 0, durationMs: Number.NaN }), 12_000);
    window.add(line({ region: 1, session: 5 }), 12_000);
    expect(window.summary(12_000)).toMatchObject({
      requests: 4,
      requestRate: 2,
      throughput: 150,
      errorRate: 0.25,
      searchShare: 0.25,
      checkoutShare: 0.25,
      mobileShare: 1 / 3,
      regionShares: [0.5, 0.25, 0.25],
      sessionDepth: 1,
    });
  });

  it("requestWindow knows nothing that no line said, and nothing once its seconds are over", () => {
    const window = open();
    window.add(line({ durationMs: Number.NaN }), 1_000);
    const unknown = { percentiles: null, throughput: null, mobileShare: null, regionShares: null, sessionDepth: null };
    expect(window.summary(5_900)).toMatchObject({ requests: 1, errorRate: 0, ...unknown });
    expect(window.summary(6_000)).toMatchObject({ requests: 0, errorRate: null, searchShare: null, ...unknown });
  });

  it("requestWindow goes on when the clock is set back", () => {
    const window = open();
    window.add(line({}), 10_000_000);
    for (let n = 0; n < 8; n += 1) window.add(line({}), 5_000_000 + n * 1000);
    expect(window.summary(5_007_000).requests).toBe(5);
  });
});
