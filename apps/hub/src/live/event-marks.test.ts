import { EVENT_NAMES } from "@fleet-persona/protocol";
import { expect, it } from "vitest";
import { clusterEvents, eventGlyph, type EventMark } from "./event-marks.ts";

const event = (at: number, name: string): EventMark => ({
  id: String(at),
  at,
  hostName: "web-1",
  name,
  severity: "info",
  message: "",
});

it("eventGlyph knows every event of this build and shows those of a newer one plainly", () => {
  for (const name of EVENT_NAMES) expect(eventGlyph(name)).not.toBe("•");
  expect(eventGlyph("moon-landed")).toBe("•");
});

it("clusterEvents joins what would overlap and leaves out what decisions tell better", () => {
  const events = [event(1, "paused"), event(2, "fallback-entered"), event(5, "resumed"), event(40, "drift-detected")];
  const clusters = clusterEvents(events, (at) => at, 10);
  expect(clusters.map(({ x, events: inside }) => [x, inside.length])).toEqual([
    [1, 2],
    [40, 1],
  ]);
});
