import { array, assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { lineHeight, overlap, placeLabels, textWidth } from "./place-labels.ts";
import type { LabelledMark } from "./place-labels.ts";

const bounds = { left: 52, right: 596, top: 18, bottom: 256 };
const boxOf = ({ x, y }: { x: number; y: number }, { width }: LabelledMark) => ({
  x,
  y: y + 4 - lineHeight,
  width,
  height: lineHeight,
});
const boxOfMark = ({ x, y, radius }: LabelledMark) => ({
  x: x - radius,
  y: y - radius,
  width: radius * 2,
  height: radius * 2,
});

const anyMark = record({
  x: integer({ min: bounds.left, max: bounds.right }),
  y: integer({ min: bounds.top, max: bounds.bottom }),
  radius: integer({ min: 3, max: 8 }),
  width: integer({ min: 20, max: 150 }),
});

test("placeLabels lets no label cover another one, a mark, or what is taken, and keeps all within bounds", () => {
  const taken = [{ x: 480, y: 240, width: 116, height: 16 }];
  assert(
    property(array(anyMark, { maxLength: 14 }), (marks) => {
      const boxes = placeLabels(marks, bounds, taken).flatMap((label, index) => {
        const mark = marks[index];
        return label === null || mark === undefined ? [] : [boxOf(label, mark)];
      });
      for (const [at, box] of boxes.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(bounds.left);
        expect(box.x + box.width).toBeLessThanOrEqual(bounds.right);
        expect(box.y).toBeGreaterThanOrEqual(bounds.top);
        expect(box.y + box.height).toBeLessThanOrEqual(bounds.bottom);
        for (const other of [...boxes.slice(at + 1), ...marks.map(boxOfMark), ...taken])
          expect(overlap(box, other)).toBe(false);
      }
    }),
  );
});

test("placeLabels finds a place for every label of a dozen marks on one spot", () => {
  const marks = Array.from({ length: 12 }, () => ({ x: 300, y: 250, radius: 6, width: 110 }));
  const placed = placeLabels(marks, bounds);
  expect(placed).not.toContain(null);
  expect(placed.filter((label) => label?.far === true).length).toBeGreaterThan(4);
});

test("placeLabels leaves a lone label beside its mark, on the side that has room", () => {
  const mark = { y: 100, radius: 5, width: 80 };
  expect(placeLabels([{ ...mark, x: 100 }], bounds)).toEqual([{ x: 109, y: 103, far: false }]);
  expect(placeLabels([{ ...mark, x: 590 }], bounds)).toEqual([{ x: 501, y: 103, far: false }]);
});

test("placeLabels gives up a label for which there is no room, and none for a mark without one", () => {
  expect(placeLabels([{ x: 100, y: 100, radius: 5, width: 900 }], bounds)).toEqual([null]);
  expect(placeLabels([{ x: 100, y: 100, radius: 5, width: 0 }], bounds)).toEqual([null]);
});

test("textWidth grows with the text, and wide letters take more", () => {
  expect(textWidth("reactive")).toBeGreaterThan(textWidth("react"));
  expect(textWidth("MMM")).toBeGreaterThan(textWidth("iii"));
  expect(textWidth("")).toBe(0);
});
