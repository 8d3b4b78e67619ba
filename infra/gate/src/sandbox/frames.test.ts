import { describe, expect, it } from "vitest";
import { bytesOf, floatsOf, FrameReader, headerOf, joined, numbersOf } from "./frames.ts";

const payload = Uint8Array.of(1, 2, 3, 4);
const frame = joined([headerOf(2, payload.length), payload]);

describe("FrameReader", () => {
  it.each([1, 3, 5, 9])("puts a frame together that comes in pieces of %d bytes", (size) => {
    const reader = new FrameReader(16);
    let last: ReturnType<FrameReader["push"]> = "more";
    for (let at = 0; at < frame.length; at += size) last = reader.push(frame.subarray(at, at + size));
    expect(last).toMatchObject({ kind: 2 });
    expect(last === "more" || last === "too-much" ? null : [...last.payload]).toEqual([...payload]);
  });

  it("refuses an answer that is longer than it may be, before it has come", () => {
    expect(new FrameReader(3).push(headerOf(2, 4))).toBe("too-much");
  });

  it("refuses what comes behind an answer", () => {
    expect(new FrameReader(16).push(joined([frame, Uint8Array.of(9)]))).toBe("too-much");
  });
});

describe("floatsOf", () => {
  it("reads floats from wherever they begin", () => {
    const whole = joined([numbersOf(1).subarray(0, 1), bytesOf(Float32Array.of(1.5, -2))]);
    expect([...floatsOf(whole.subarray(1))]).toEqual([1.5, -2]);
  });
});
