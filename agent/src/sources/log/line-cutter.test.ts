import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineCutter, LONGEST_LINE } from "./line-cutter.ts";

function cutter() {
  const seen: string[] = [];
  const lines = lineCutter();
  return {
    seen,
    lines,
    push: (text: string) => {
      const bytes = Buffer.from(text, "latin1");
      for (let from = 0; from < bytes.length;) {
        const room = lines.room();
        const length = Math.min(room.length, bytes.length - from);
        room.set(bytes.subarray(from, from + length));
        lines.took(length, (all, start, end) => seen.push(Buffer.from(all.subarray(start, end)).toString("latin1")));
        from += length;
      }
    },
  };
}

describe("lineCutter", () => {
  it("lineCutter gives every whole line once, however the stream is cut", () => {
    const line = fc.stringMatching(/^[a-z]{1,12}$/);
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(line), cuts, fc.constantFrom("\n", "\r\n"), (lines, lengths, end) => {
        const { seen, push } = cutter();
        const stream = lines.map((text) => text + end).join("");
        for (let from = 0, turn = 0; from < stream.length; turn += 1) {
          const length = lengths[turn % lengths.length] ?? 1;
          push(stream.slice(from, from + length));
          from += length;
        }
        expect(seen).toEqual(lines);
      }),
    );
  });

  it.each([LONGEST_LINE + 1, 5 * LONGEST_LINE, 300_000])(
    "lineCutter leaves out a line of %i bytes, and only that",
    (length) => {
      const { seen, push, lines } = cutter();
      push("first\n");
      push("x".repeat(length));
      push("\nsecond\n");
      push(`${"y".repeat(length)}\nthird\n`);
      expect(seen).toEqual(["first", "second", "third"]);
      expect(lines.tooLong()).toBe(2);
    },
  );

  it("lineCutter forgets half a line when the stream begins anew", () => {
    const { seen, push, lines } = cutter();
    push("hal");
    lines.reset();
    push("whole\n");
    expect(seen).toEqual(["whole"]);
  });
});
