import { describe, expect, it } from "vitest";
import { calendarSignals } from "./calendar-signals.ts";
import { CAMPAIGN_HORIZON_S, campaignSignals } from "./campaigns.ts";
import { intentSignals } from "./intents.ts";
import { intlZoneOffsets, momentOf } from "./zoned-time.ts";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

describe("calendarSignals", () => {
  it.each([
    ["midnight on Monday", "2026-02-02T00:00:00Z", "UTC", [0, 1, 0, 1]],
    ["noon", "2026-02-02T12:00:00Z", "UTC", [0, -1, Math.sin(Math.PI / 7), Math.cos(Math.PI / 7)]],
    [
      "six in Berlin in summer",
      "2026-07-06T04:00:00Z",
      "Europe/Berlin",
      [1, 0, Math.sin(Math.PI / 14), Math.cos(Math.PI / 14)],
    ],
    ["before 1970", "1969-12-29T00:00:00Z", "UTC", [0, 1, 0, 1]],
  ])("calendarSignals of %s", (_what, text, zone, expected) => {
    const signals = calendarSignals(at(text), zone);
    const names = ["time_of_day.sin", "time_of_day.cos", "day_of_week.sin", "day_of_week.cos"];
    names.forEach((name, index) => expect(signals[name]?.value).toBeCloseTo(expected[index] ?? 9, 10));
  });
});

describe("momentOf", () => {
  it.each([
    ["in winter", "2026-01-15T09:00:00Z", "Europe/Berlin", "2026-01-15T08:00:00Z"],
    ["in summer", "2026-07-15T09:00:00Z", "Europe/Berlin", "2026-07-15T07:00:00Z"],
    [
      "that is skipped: with the offset before the gap",
      "2026-03-29T02:30:00Z",
      "Europe/Berlin",
      "2026-03-29T01:30:00Z",
    ],
    ["that happens twice: the first", "2026-10-25T02:30:00Z", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    ["in New York, skipped", "2026-03-08T02:30:00Z", "America/New_York", "2026-03-08T07:30:00Z"],
    ["in New York, twice", "2026-11-01T01:30:00Z", "America/New_York", "2026-11-01T05:30:00Z"],
    ["where offsets are half hours", "2026-01-15T09:00:00Z", "Asia/Kolkata", "2026-01-15T03:30:00Z"],
    ["beyond the date line", "2026-01-15T01:00:00Z", "Pacific/Kiritimati", "2026-01-14T11:00:00Z"],
  ])("momentOf a time %s", (_what, wall, zone, expected) => {
    expect(new Date(momentOf(at(wall), zone, intlZoneOffsets)).toISOString()).toBe(
      new Date(at(expected)).toISOString(),
    );
  });

  it("momentOf undoes an offset wherever clocks do not change", () => {
    for (let day = 0; day < 365; day += 7) {
      const moment = at("2026-01-01T12:00:00Z") + day * 24 * HOUR;
      for (const zone of ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"])
        expect(momentOf(moment + (intlZoneOffsets(zone, moment) ?? 0), zone, intlZoneOffsets)).toBe(moment);
    }
  });

  it("intlZoneOffsets knows IANA names and nothing else", () => {
    const zones = ["UTC", "Europe/Berlin", "W. Europe Standard Time", "", "../etc"];
    expect(zones.map((zone) => intlZoneOffsets(zone, 0))).toEqual([0, HOUR, null, null, null]);
  });
});

describe("campaignSignals", () => {
  const campaigns = [
    { name: "a", startsAt: 10 * HOUR, endsAt: 12 * HOUR, weight: 0.5 },
    { name: "b", startsAt: 11 * HOUR, endsAt: 13 * HOUR, weight: 1 },
    { name: "far", startsAt: 10_000 * HOUR, endsAt: 10_001 * HOUR, weight: 1 },
  ];
  it.each([
    [9, 0, 3600],
    [10, 0.5, 3600],
    [11, 1, CAMPAIGN_HORIZON_S],
    [12.5, 1, CAMPAIGN_HORIZON_S],
    [13, 0, CAMPAIGN_HORIZON_S],
  ])("campaignSignals at hour %f: active %f, next in %f s", (hour, active, startsIn) => {
    const signals = campaignSignals(campaigns, hour * HOUR);
    expect([signals["campaign_active"]?.value, signals["campaign_starts_in"]?.value]).toEqual([active, startsIn]);
  });

  it("campaignSignals of an empty calendar says that none is known, not that nothing is", () => {
    expect(campaignSignals([], 5)).toEqual({
      campaign_active: { value: 0, at: 5 },
      campaign_starts_in: { value: CAMPAIGN_HORIZON_S, at: 5 },
    });
  });
});

describe("intentSignals", () => {
  it("intentSignals gives the strongest weight inside a window, and zero for what nobody declared", () => {
    const intents = [
      { name: "prepare-for-surge", weight: 0.4, startsAt: 0, endsAt: 100 },
      { name: "prepare-for-surge", weight: 0.9, startsAt: 50, endsAt: null },
      { name: "quiet-hours", weight: 1, startsAt: 60, endsAt: 70 },
    ];
    expect(intentSignals(intents, 40)["intent.prepare_for_surge"]?.value).toBe(0.4);
    expect(intentSignals(intents, 65)["intent.prepare_for_surge"]?.value).toBe(0.9);
    expect(intentSignals(intents, 70)["intent.quiet_hours"]?.value).toBe(0);
    expect(intentSignals([], 1)["intent.minimise_cost"]).toEqual({ value: 0, at: 1 });
  });
});
