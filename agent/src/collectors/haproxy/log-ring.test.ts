import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lineSplitter } from "./log-ring.ts";

test("lineSplitter gives every whole line once, however the stream is cut", () => {
  const line = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (lines, cuts) => {
      const seen: string[] = [];
      const splitter = lineSplitter((bytes, start, end) => seen.push(bytes.toString("utf8", start, end)));
      const stream = Buffer.from(lines.map((text) => `${text}\n`).join(""));
      // One buffer used over and over, as the socket does.
      const shared = Buffer.alloc(16);
      for (let from = 0, turn = 0; from < stream.length; turn += 1) {
        const length = Math.min(cuts[turn % cuts.length] ?? 1, stream.length - from);
        shared.fill(0x0a);
        stream.copy(shared, 0, from, from + length);
        splitter.push(shared, length, 0);
        from += length;
      }
      expect(seen).toEqual(lines);
    }),
  );
});

test("lineSplitter forgets half a line when the stream begins anew", () => {
  const seen: string[] = [];
  const splitter = lineSplitter((bytes, start, end) => seen.push(bytes.toString("utf8", start, end)));
  splitter.push(Buffer.from("hal"), 3, 0);
  splitter.reset();
  splitter.push(Buffer.from("whole\n"), 6, 0);
  expect(seen).toEqual(["whole"]);
});
