import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME_KINDS, encodeFrame } from "./frame.ts";
import { decodeMetrics, encodeMetrics, peekMetrics, type Sample } from "./metrics.ts";

const sample = fc.oneof(
  fc.constant<Sample>(null),
  fc.constant<Sample>(NaN),
  fc.double({ noNaN: true }),
  fc.float({ noNaN: true }),
);

describe("encodeMetrics", () => {
  it("decodes to the same samples, NaN and absent apart, -0 and infinities kept", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.array(sample, { maxLength: 255 }), (dictionaryId, values) => {
        const payload = encodeMetrics({ dictionaryId, values });
        expect(decodeMetrics(payload)).toStrictEqual({ kind: "metrics", metrics: { dictionaryId, values } });
        expect(peekMetrics(payload)).toEqual({ dictionaryId, count: values.length });
      }),
    );
  });

  it("writes a frame of 40 signals in at most 350 bytes, whatever their values", () => {
    const values = Array.from({ length: 40 }, (_, index) => 0.1 + index);
    const payload = encodeMetrics({ dictionaryId: 1, values });
    const frame = encodeFrame({ kind: FRAME_KINDS.metrics, epoch: 1, seq: 1, at: 1, payload });
    expect(frame.length).toBeLessThanOrEqual(350);
  });

  it.each([
    ["more values than one byte counts", { dictionaryId: 1, values: Array.from({ length: 256 }, () => 1) }],
    ["a dictionary id over 16 bits", { dictionaryId: 65_536, values: [] }],
    ["a dictionary id that is no integer", { dictionaryId: 0.5, values: [] }],
  ])("refuses %s", (_, metrics) => {
    expect(() => encodeMetrics(metrics)).toThrow(RangeError);
  });
});

describe("decodeMetrics", () => {
  it("never throws, and what it accepts encodes to the same bytes or fewer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeMetrics(bytes);
        if (decoded.kind === "malformed") return;
        expect(encodeMetrics(decoded.metrics).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it("refuses a payload that is cut anywhere, or followed by anything", () => {
    const payload = encodeMetrics({ dictionaryId: 7, values: [1, 0.1, null, NaN, 5] });
    for (let length = 0; length < payload.length; length += 1)
      expect(decodeMetrics(payload.subarray(0, length)).kind).toBe("malformed");
    expect(decodeMetrics(new Uint8Array([...payload, 0])).kind).toBe("malformed");
  });
});
