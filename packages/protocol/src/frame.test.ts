import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME_HEADER_BYTES, MAX_EPOCH, MAX_UINT48, decodeFrame, encodeFrame, type FrameKind } from "./frame.ts";

const frame = fc.record({
  kind: fc.constantFrom<FrameKind>(1, 2, 3),
  epoch: fc.integer({ min: 0, max: MAX_EPOCH }),
  seq: fc.integer({ min: 1, max: MAX_UINT48 }),
  at: fc.integer({ min: 0, max: MAX_UINT48 }),
  payload: fc.uint8Array({ maxLength: 64 }),
});

describe("encodeFrame", () => {
  it("decodes to the same frame, also from the middle of a buffer", () => {
    fc.assert(
      fc.property(frame, fc.integer({ min: 0, max: 9 }), (original, offset) => {
        const bytes = encodeFrame(original);
        const buffer = new Uint8Array(bytes.length + offset);
        buffer.set(bytes, offset);
        const decoded = decodeFrame(buffer.subarray(offset));
        expect(decoded).toMatchObject({ kind: "frame", frame: { ...original, payload: expect.anything() } });
        expect(decoded.kind === "frame" && [...decoded.frame.payload]).toEqual([...original.payload]);
      }),
    );
  });

  it("writes the bytes the README shows", () => {
    const bytes = encodeFrame({ kind: 1, epoch: 0x0102_0304, seq: 5, at: 0x0607, payload: new Uint8Array([9]) });
    expect([...bytes]).toEqual([1, 1, 2, 3, 4, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 6, 7, 9]);
  });

  it.each([
    { epoch: MAX_EPOCH + 1, seq: 1, at: 0 },
    { epoch: 0, seq: MAX_UINT48 + 1, at: 0 },
    { epoch: 0, seq: 1.5, at: 0 },
    { epoch: 0, seq: 1, at: -1 },
  ])("throws for numbers that do not fit: %o", (number) => {
    expect(() => encodeFrame({ kind: 1, payload: new Uint8Array(), ...number })).toThrow(RangeError);
  });
});

describe("decodeFrame", () => {
  it("never throws and says frame-malformed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeFrame(bytes);
        if (bytes.length < FRAME_HEADER_BYTES) expect(decoded).toMatchObject({ code: "frame-malformed" });
      }),
    );
  });
});
