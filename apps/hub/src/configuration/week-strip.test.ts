import { expect, it } from "vitest";
import { weekStrip } from "./week-strip.ts";

const weekly = (days: ("mon" | "sun")[], from: string, until: string) => ({
  name: "nights",
  weekly: { days, from, until, time_zone: "Europe/Berlin" },
});

it.each([
  ["within a day", weekly(["mon"], "08:00", "17:30"), [{ day: "mon", name: "nights", from: 8, until: 17.5 }]],
  [
    "past midnight on the next day, Sunday into Monday",
    weekly(["sun"], "22:00", "06:00"),
    [
      { day: "sun", name: "nights", from: 22, until: 24 },
      { day: "mon", name: "nights", from: 0, until: 6 },
    ],
  ],
  [
    "until midnight on its own day",
    weekly(["mon"], "20:00", "24:00"),
    [{ day: "mon", name: "nights", from: 20, until: 24 }],
  ],
  ["nothing once", { name: "sale", from: "2026-11-27T00:00:00Z", until: "2026-11-28T00:00:00Z" }, []],
])("weekStrip has %s", (_, freeze, stretches) => {
  expect(weekStrip([freeze])).toEqual(stretches);
});
