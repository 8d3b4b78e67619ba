import { expect, test } from "vitest";
import { seatsChange } from "./seats-change.ts";

const paid = { seats: 5, seatsUsed: 3, wantedSeats: null };

test.each([
  [null, "unreadable"],
  [2, "in-use"],
  [3, "fewer"],
  [5, "same"],
  [6, "more"],
] as const)("seatsChange to %j of five paid and three used is %s", (seats, kind) => {
  expect(seatsChange(paid, seats)).toBe(kind);
});

test("seatsChange lets a wish for fewer be taken back", () => {
  expect(seatsChange({ ...paid, wantedSeats: 3 }, 5)).toBe("keep");
  expect(seatsChange({ ...paid, wantedSeats: 3 }, 3)).toBe("same");
});
