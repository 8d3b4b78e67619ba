import { expect, it } from "vitest";
import { attributionIn } from "./attribution-in.ts";

it("attributionIn reads the strongest first", () => {
  const attribution = [
    { signal: "a", change: 0.1, toward: 0.1 },
    { signal: "b", change: 0.4, toward: -0.4 },
  ];
  expect(attributionIn({ attribution }).map(({ signal }) => signal)).toEqual(["b", "a"]);
});

it.each([{}, { attribution: "none" }, { attribution: [{ signal: "a" }] }])(
  "attributionIn has nothing for %j",
  (decision) => {
    expect(attributionIn(decision)).toEqual([]);
  },
);
