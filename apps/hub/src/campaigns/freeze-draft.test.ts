import { freezeSchema } from "@fleet-persona/fleet-config";
import { describe, expect, it } from "vitest";
import { freezesOf, noFreeze } from "./freeze-draft.ts";

describe("freezesOf", () => {
  it("is nothing without a day", () => expect(freezesOf(noFreeze, "Europe/Berlin")).toEqual([]));

  it("says a weekly freeze in the reader's zone, as the hub parses it", () => {
    const [freeze] = freezesOf({ days: ["fri", "mon"], from: "18:00", until: "24:00" }, "Europe/Berlin");
    expect(freezeSchema.parse(freeze)).toMatchObject({ weekly: { days: ["mon", "fri"], time_zone: "Europe/Berlin" } });
  });
});
