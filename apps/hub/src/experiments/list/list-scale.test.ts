import { describe, expect, it } from "vitest";
import { listItem } from "../experiment.fixture.ts";
import { intervalOn, listScale } from "./list-scale.ts";

const cost = { name: "cores", title: "Cores", unit: "cores", better: "lower" } as const;

describe("listScale", () => {
  it("is in the goal's unit where all measured ones share it", () => {
    expect(listScale([listItem(), listItem(), listItem({ goal: cost, effect: null })]).on).toBe("absolute");
  });
  it("is relative where they do not, and for one alone", () => {
    expect(listScale([listItem(), listItem({ goal: cost })]).on).toBe("relative");
    expect(listScale([listItem()]).on).toBe("relative");
  });
  it("of nothing measured still is a scale", () => {
    expect(listScale([listItem({ effect: null })])).toEqual({ on: "relative", scale: { reach: 0.05 } });
  });
  it("intervalOn of what has no share of the control is nothing", () => {
    const item = listItem();
    const effect = item.effect === null ? null : { ...item.effect, relative: null };
    expect(intervalOn({ effect }, "relative")).toBeNull();
    expect(intervalOn({ effect: null }, "absolute")).toBeNull();
  });
});
