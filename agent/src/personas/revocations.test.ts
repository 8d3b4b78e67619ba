import { describe, expect, it } from "vitest";
import { dueAt, revokedNow, withRevocations } from "./revocations.ts";

const digest = "a".repeat(64);
const told = { digest, since: 1_000, startsAt: 61_000, reason: "leaks" };

describe("withRevocations", () => {
  it("keeps what it knows when the hub says less, and an earlier wave when it says more", () => {
    const kept = withRevocations([], [told], 2_000);
    expect(kept).toEqual([{ ...told, heardAt: 2_000 }]);
    expect(withRevocations(kept, [], 3_000)).toBe(kept);
    expect(withRevocations(kept, [{ ...told, startsAt: 1_000 }], 9_000)).toEqual([
      { ...told, startsAt: 1_000, heardAt: 2_000 },
    ]);
    expect(withRevocations(kept, [{ ...told, startsAt: 500_000 }], 9_000)).toEqual(kept);
  });
});

describe("dueAt", () => {
  it("is the wave's start, and by a clock that is wrong no later than the wave's wait", () => {
    expect(dueAt({ ...told, heardAt: 2_000 })).toBe(61_000);
    expect(dueAt({ ...told, heardAt: -500_000 })).toBe(-440_000);
    expect(dueAt({ ...told, heardAt: 900_000 })).toBe(61_000);
  });
});

describe("revokedNow", () => {
  it("waits for the wave and is due from then on", () => {
    const kept = { ...told, heardAt: 2_000 };
    expect([2_000, 60_999, 61_000, 1e12].map((now) => revokedNow(kept, now))).toEqual([
      "waiting",
      "waiting",
      "due",
      "due",
    ]);
    expect(revokedNow(undefined, 0)).toBe(false);
  });
});
