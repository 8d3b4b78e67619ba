import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersectBounds } from "./bounds.ts";
import { boundsOfAll } from "./testing/arbitrary-situation.ts";
import { isWithinBounds } from "./testing/is-within-bounds.ts";

const range = (min: number, max: number) => ({ x: { kind: "range" as const, min, max } });
const choices = (...allowed: string[]) => ({ x: { kind: "choices" as const, allowed } });

describe("intersectBounds", () => {
  it.each([
    ["what all layers allow", range(0, 8), range(2, 10), range(2, 8)],
    ["the later layer's nearest edge when nothing is left", range(6, 8), range(1, 3), range(3, 3)],
    ["the choices in common", choices("a", "b"), choices("b", "c"), choices("b")],
    ["the later layer's choices when none are in common", choices("a"), choices("b", "c"), choices("b", "c")],
    ["the later layer when the kinds differ", range(0, 1), choices("a"), choices("a")],
  ])("keeps %s", (_case, earlier, later, expected) => {
    expect(intersectBounds(earlier, later)).toStrictEqual(expected);
  });

  it("never allows what the last layer, the host's own, does not", () => {
    fc.assert(
      fc.property(boundsOfAll, boundsOfAll, (remote, host) => {
        for (const [name, bound] of Object.entries(intersectBounds(remote, host)))
          for (const edge of bound.kind === "range" ? [bound.min, bound.max] : bound.allowed)
            expect(isWithinBounds(edge, host[name])).toBe(true);
      }),
    );
  });
});
