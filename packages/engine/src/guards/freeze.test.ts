import { expect, it } from "vitest";
import type { FreezeWindow } from "../controls.ts";
import { frozenBy } from "./freeze.ts";

const weekly = (days: number[], from: string, until: string, timeZone: string): FreezeWindow => ({
  name: "freeze",
  window: { kind: "weekly", days, from, until, timeZone },
});

// 2026-11-27 is a Friday; Berlin is at UTC+1 in winter and at UTC+2 in summer.
it.each<[string, FreezeWindow, string, boolean]>([
  ["inside", weekly([5], "18:00", "20:00", "Europe/Berlin"), "2026-11-27T17:00:00Z", true],
  ["before, by a minute of local time", weekly([5], "18:00", "20:00", "Europe/Berlin"), "2026-11-27T16:59:00Z", false],
  ["at the end", weekly([5], "18:00", "20:00", "Europe/Berlin"), "2026-11-27T19:00:00Z", false],
  ["in summer an hour earlier", weekly([5], "18:00", "20:00", "Europe/Berlin"), "2026-06-26T16:00:00Z", true],
  ["on another day", weekly([4], "18:00", "20:00", "Europe/Berlin"), "2026-11-27T17:30:00Z", false],
  ["past midnight on the next day", weekly([5], "22:00", "06:00", "UTC"), "2026-11-28T05:59:00Z", true],
  ["past midnight on the day before", weekly([5], "22:00", "06:00", "UTC"), "2026-11-27T05:59:00Z", false],
  ["past Sunday's midnight on Monday", weekly([7], "22:00", "06:00", "UTC"), "2026-11-30T01:00:00Z", true],
  ["all day", weekly([5], "00:00", "24:00", "UTC"), "2026-11-27T23:59:30Z", true],
  ["in a zone nobody knows, as in UTC", weekly([5], "18:00", "20:00", "Mars/Olympus"), "2026-11-27T18:30:00Z", true],
])("frozenBy of a weekly window, %s", (_what, window, at, frozen) => {
  expect(frozenBy([window], Date.parse(at))).toBe(frozen ? "freeze" : null);
});

it("frozenBy names the first window that is open", () => {
  const once = (name: string, from: number, until: number): FreezeWindow => ({
    name,
    window: { kind: "once", from, until },
  });
  expect(frozenBy([once("over", 0, 10), once("sale", 10, 20), once("late", 15, 20)], 15)).toBe("sale");
  expect(frozenBy([once("sale", 10, 20)], 20)).toBeNull();
});
