import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { exclusive, withDeadline } from "./deadline.ts";

describe("withDeadline", () => {
  it("withDeadline says done, late or threw", async () => {
    expect(await withDeadline(50, () => Promise.resolve(1))).toEqual({ kind: "done", value: 1 });
    expect(await withDeadline(10, () => sleep(60))).toEqual({ kind: "late" });
    const error = new TypeError("no");
    expect(await withDeadline(50, () => Promise.reject(error))).toEqual({ kind: "threw", error });
  });
});

describe("exclusive", () => {
  it("exclusive starts nothing while an earlier call is under way, even past its time", async () => {
    let started = 0;
    const look = exclusive(10, async () => {
      started += 1;
      await sleep(80);
      return started;
    });
    expect(await look()).toEqual({ kind: "late" });
    expect(await look()).toEqual({ kind: "late" });
    expect(started).toBe(1);
    await sleep(100);
    await look();
    expect(started).toBe(2);
  });
});
