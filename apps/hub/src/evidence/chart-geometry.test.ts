import { expect, test } from "vitest";
import { drawEvidence } from "./chart-geometry.ts";
import type { ComparedPoint } from "./compare-evidence.ts";
import { lineHeight, overlap, textWidth } from "./place-labels.ts";

const frame = { width: 620, height: 300, left: 52, right: 24, top: 18, bottom: 44 };
const point = (name: string, cost: number, breach: number, by: "author" | "gate" = "author"): ComparedPoint => ({
  by,
  name,
  own: name === "persona",
  cost,
  breach,
});

// The shape of a real report: most arms are close together, one fails everywhere.
const flashSale = [
  point("default", 0.78, 12),
  point("reactive", 1, 1.3),
  point("best-static", 0.7, 0),
  point("reactive-tuned", 0.72, 0.2),
  point("predictive", 1.01, 1.3),
  point("random", 0.75, 63),
  point("oracle", 0.46, 0),
  point("persona", 0.59, 0),
  point("default", 0.8, 14, "gate"),
  point("reactive", 1, 4.1, "gate"),
  point("persona", 0.68, 2.2, "gate"),
];

test("drawEvidence names every mark of a real report, and no name covers another or a mark", () => {
  const { points } = drawEvidence({ reference: "reactive", points: flashSale }, frame, () => true);
  const boxes = points.map(({ label, name }) => {
    if (label === null) throw new TypeError(`${name} has no place`);
    return { x: label.x, y: label.y + 4 - lineHeight, width: textWidth(name), height: lineHeight };
  });
  for (const [at, box] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
    for (const { x, y } of points) expect(overlap(box, { x: x - 5, y: y - 5, width: 10, height: 10 })).toBe(false);
  }
});

test("drawEvidence does not let one arm press the others to the ground, and says how far off it is", () => {
  const { points, y } = drawEvidence({ reference: "reactive", points: flashSale }, frame, () => true);
  expect(y.ticks.at(-1)).toBeLessThan(30);
  const beyond = points.filter((each) => each.beyond);
  expect(beyond.map(({ name }) => name)).toEqual(["random, 63 s ↑"]);
  expect(beyond[0]?.y).toBe(frame.top);
});

test("drawEvidence draws this Persona last, on top of what it is compared with", () => {
  const { points } = drawEvidence({ reference: "reactive", points: flashSale }, frame, () => false);
  expect(points.slice(-2).map(({ name }) => name)).toEqual(["claimed by the author", "repeated by the gate"]);
  expect(points.every(({ label }) => label === null)).toBe(true);
});

test("drawEvidence keeps marks within the drawing, for every evidence there is", () => {
  for (const points of [[], [point("persona", 0, 0)], [point("persona", 5, 0), point("x".repeat(200), 5, 1e6)]]) {
    const drawn = drawEvidence({ reference: null, points }, frame, () => true);
    for (const { x, y } of drawn.points) {
      expect(x).toBeGreaterThanOrEqual(frame.left);
      expect(x).toBeLessThanOrEqual(frame.width - frame.right);
      expect(y).toBeGreaterThanOrEqual(frame.top);
      expect(y).toBeLessThanOrEqual(frame.height - frame.bottom);
    }
  }
});
