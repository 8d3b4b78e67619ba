import { describe, expect, it } from "vitest";
import { emptyBucket, fillBucket, type Bucket } from "./bucket.ts";

function bucketsOf(samples: readonly (readonly [at: number, value: number])[]): Bucket[] {
  let filling = emptyBucket;
  const buckets: Bucket[] = [];
  for (const [at, value] of samples) {
    const filled = fillBucket(filling, value, at);
    filling = filled.filling;
    if (filled.bucket !== null) buckets.push(filled.bucket);
  }
  return buckets;
}

describe("fillBucket", () => {
  it("closes a bucket with the first sample, so that a forecaster never waits", () => {
    expect(bucketsOf([[1234, 7]])).toStrictEqual([{ at: 1234, value: 7 }]);
  });

  it("makes means of ten from samples every second", () => {
    const samples = Array.from({ length: 21 }, (_, second) => [second * 1000, second] as const);
    expect(bucketsOf(samples)).toStrictEqual([
      { at: 0, value: 0 },
      { at: 10_000, value: 5.5 },
      { at: 20_000, value: 15.5 },
    ]);
  });

  it("leaves samples every minute as they are", () => {
    const samples = [0, 60_000, 120_000].map((at) => [at + 7, at] as const);
    expect(bucketsOf(samples)).toStrictEqual(samples.map(([at, value]) => ({ at, value })));
  });
});
