import { array, assert, constantFrom, property } from "fast-check";
import { expect, it } from "vitest";
import type { Dim } from "../onnx/model.ts";
import { broadcast, repeatedAxes, sizeOf } from "./shape.ts";

const shapes = array(constantFrom<Dim>(2, 3, 5, "N"), { minLength: 1, maxLength: 4 });
const masks = array(constantFrom(true, false), { minLength: 4, maxLength: 4 });

it("broadcast gives back a shape of which the other is a part, and repeatedAxes says where", () => {
  assert(
    property(shapes, masks, (whole, ones) => {
      const part = whole.map((dim, axis): Dim => (ones[axis] === true ? 1 : dim));
      expect(broadcast(whole, part)).toEqual(whole);
      expect(broadcast(part, whole)).toEqual(whole);
      expect(repeatedAxes(whole, part)).toEqual(whole.flatMap((_, axis) => (ones[axis] === true ? [axis] : [])));
      const tail = whole.slice(1);
      expect(broadcast(whole, tail)).toEqual(whole);
      expect(repeatedAxes(whole, tail)).toEqual([0]);
    }),
  );
});

it.each([
  [
    [2, 3],
    [2, 4],
  ],
  [["N"], [3]],
] satisfies [Dim[], Dim[]][])("broadcast refuses %j and %j", (a, b) => {
  expect(() => broadcast(a, b)).toThrow(expect.objectContaining({ code: "shape-mismatch" }));
});

it("sizeOf refuses a batch, whose size nobody knows yet", () => {
  expect(sizeOf([2, 3])).toBe(6);
  expect(() => sizeOf(["N", 3])).toThrow(expect.objectContaining({ code: "shape-mismatch" }));
});
