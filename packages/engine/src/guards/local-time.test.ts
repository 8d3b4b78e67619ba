import * as fc from "fast-check";
import { expect, it } from "vitest";
import { localTime } from "./local-time.ts";

const days = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham"];

it("localTime says what the zone's clocks show at any moment, changes of the clocks included", () => {
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (at, timeZone) => {
      const options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
      const parts = new Map(
        new Intl.DateTimeFormat("en-GB", options).formatToParts(at).map(({ type, value }) => [type, value]),
      );
      const { day, minute } = localTime(at, timeZone);
      expect(days[day]).toBe(parts.get("weekday"));
      expect(minute).toBe(Number(parts.get("hour")) * 60 + Number(parts.get("minute")));
    }),
  );
});
