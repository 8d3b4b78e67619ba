import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { crc32 } from "./crc32.ts";

const checkpoint = {
  header: { algorithm: "ppo", step: 12, note: "café – ☕" },
  arrays: {
    weights: Float32Array.of(1.5, -0, 3e-38),
    random: Uint32Array.of(0, 0xffffffff),
    empty: new Float32Array(0),
  },
};
const bytes = encodeCheckpoint(checkpoint);
const invalid = expect.objectContaining({ code: "checkpoint-invalid" }) as Error;

it("crc32 gives the check value of its standard", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

describe("decodeCheckpoint", () => {
  it("decodeCheckpoint gives back what was encoded, from any offset in memory", () => {
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeCheckpoint(shifted.subarray(1))).toEqual(checkpoint);
    // A Buffer's own slice would share its memory.
    expect(decodeCheckpoint(Buffer.from(shifted).subarray(1))).toEqual(checkpoint);
  });

  it("decodeCheckpoint keeps every bit of any floats and words", () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.uint32Array(), (floats, words) => {
        expect(decodeCheckpoint(encodeCheckpoint({ header: {}, arrays: { floats, words } })).arrays).toEqual({
          floats,
          words,
        });
      }),
    );
  });

  it("decodeCheckpoint refuses bytes cut short anywhere", () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length))).toThrow(invalid);
    }
  });

  it("decodeCheckpoint refuses any flipped bit and any longer bytes", () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      expect(() => decodeCheckpoint(damaged)).toThrow(invalid);
    }
    expect(() => decodeCheckpoint(Uint8Array.from([...bytes, 0]))).toThrow(invalid);
  });

  it("decodeCheckpoint refuses another version, other files, and a header that promises more than there is", () => {
    const sealed = (edit: (view: DataView) => void): Uint8Array => {
      const copy = Uint8Array.from(bytes);
      const view = new DataView(copy.buffer);
      edit(view);
      view.setUint32(copy.length - 4, crc32(copy.subarray(0, -4)), true);
      return copy;
    };
    expect(() => decodeCheckpoint(sealed((view) => view.setUint32(4, 2, true)))).toThrow(invalid);
    expect(() => decodeCheckpoint(sealed((view) => view.setUint32(8, 1 << 30, true)))).toThrow(invalid);
    const foreign = sealed((view) => view.setUint32(0, 0x04034b50, true));
    expect(() => decodeCheckpoint(foreign)).toThrow(invalid);
    const text = new TextDecoder().decode(bytes);
    const at = text.indexOf('"length":3');
    expect(() => decodeCheckpoint(sealed((view) => view.setUint8(at + 9, 0x39)))).toThrow(invalid);
  });
});
