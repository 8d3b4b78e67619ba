import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCampaigns } from "./parse-campaigns.ts";

const span = { from: Date.parse("2026-01-01T00:00:00Z"), to: Date.parse("2027-01-01T00:00:00Z"), timeZone: "UTC" };

function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ["BEGIN:VEVENT", "SUMMARY:Sale", ...event, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

function read(...event: readonly string[]): readonly string[] {
  const parsed = parseCampaigns(calendar(event), span);
  if (parsed.kind === "malformed") return [parsed.message];
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return [...parsed.refused, ...parsed.campaigns.map(({ startsAt, endsAt }) => `${iso(startsAt)}/${iso(endsAt)}`)];
}

describe("parseCampaigns", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["UTC", ["DTSTART:20260210T080000Z", "DTEND:20260210T100000Z"], ["2026-02-10T08:00/2026-02-10T10:00"]],
    ["a duration", ["DTSTART:20260210T080000Z", "DURATION:P1DT2H30M"], ["2026-02-10T08:00/2026-02-11T10:30"]],
    [
      "a zone",
      ["DTSTART;TZID=Europe/Berlin:20260710T080000", "DTEND;TZID=America/New_York:20260710T080000"],
      ["2026-07-10T06:00/2026-07-10T12:00"],
    ],
    [
      "a quoted zone",
      ['DTSTART;TZID="Europe/Berlin":20260710T080000', "DURATION:PT1H"],
      ["2026-07-10T06:00/2026-07-10T07:00"],
    ],
    ["a whole day", ["DTSTART;VALUE=DATE:20260210"], ["2026-02-10T00:00/2026-02-11T00:00"]],
    [
      "whole days to an exclusive end",
      ["DTSTART;VALUE=DATE:20260210", "DTEND;VALUE=DATE:20260213"],
      ["2026-02-10T00:00/2026-02-13T00:00"],
    ],
    [
      "daily with a count",
      ["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"],
      ["2026-02-10T08:00/2026-02-10T09:00", "2026-02-12T08:00/2026-02-12T09:00", "2026-02-14T08:00/2026-02-14T09:00"],
    ],
    [
      "daily until a date",
      ["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20260211"],
      ["2026-02-10T08:00/2026-02-10T09:00", "2026-02-11T08:00/2026-02-11T09:00"],
    ],
    [
      "weekly on days, but for one",
      ["DTSTART:20260209T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "EXDATE:20260211T080000Z"],
      ["2026-02-09T08:00/2026-02-09T09:00", "2026-02-16T08:00/2026-02-16T09:00", "2026-02-18T08:00/2026-02-18T09:00"],
    ],
    [
      "every other week from Sunday on",
      ["DTSTART:19970805T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"],
      [],
    ],
    [
      "wall clock over the change of clocks",
      ["DTSTART;TZID=Europe/Berlin:20260328T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"],
      ["2026-03-28T07:00/2026-03-28T08:00", "2026-03-29T06:00/2026-03-29T07:00"],
    ],
    ["an event that was called off", ["DTSTART:20260210T080000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []],
    ["an event outside the span", ["DTSTART:20280210T080000Z", "DURATION:PT1H"], []],
  ])("parseCampaigns reads %s", (_what, event, expected) => {
    expect(read(...event)).toEqual(expected);
  });

  it("parseCampaigns counts weeks from WKST, as the examples of RFC 5545 do", () => {
    const weekly = (weekStart: string) => {
      const event = [
        "DTSTART:19970805T090000Z",
        "DURATION:PT1H",
        `RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${weekStart}`,
      ];
      const parsed = parseCampaigns(calendar(event), { ...span, from: 0 });
      return parsed.kind === "parsed" ? parsed.campaigns.map(({ startsAt }) => new Date(startsAt).getUTCDate()) : [];
    };
    expect(weekly("MO")).toEqual([5, 10, 19, 24]);
    expect(weekly("SU")).toEqual([5, 17, 19, 31]);
  });

  it("parseCampaigns finds today's occurrence of a rule that began years ago", () => {
    const event = ["DTSTART;TZID=Europe/Berlin:20160101T090000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;BYDAY=FR"];
    expect(read(...event)).toHaveLength(52);
  });

  it.each<readonly [readonly string[], RegExp]>([
    [["DURATION:PT1H"], /no DTSTART/],
    [["DTSTART:20260210T080000Z"], /neither DTEND nor DURATION/],
    [["DTSTART:20260231T080000Z", "DURATION:PT1H"], /no date/],
    [["DTSTART:20260210T080000Z", "DTEND:20260209T080000Z"], /ends before it begins/],
    [["DTSTART:20260210T080000Z", "DURATION:-PT1H"], /DURATION/],
    [
      ["DTSTART;TZID=W. Europe Standard Time:20260210T080000", "DURATION:PT1H"],
      /W\. Europe Standard Time is no IANA zone/,
    ],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY"], /repeats monthly/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=1"], /BYMONTH, which is not understood/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=1MO"], /plain weekdays/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20260301"], /both COUNT and UNTIL/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RDATE:20260211T080000Z"], /RDATE/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "RECURRENCE-ID:20260210T080000Z"], /one occurrence of another/],
    [["DTSTART:20260210T080000Z", "DURATION:PT1H", "X-CAMPAIGN-WEIGHT:2"], /no number from 0 to 1/],
  ])("parseCampaigns leaves out %j and says why", (event, message) => {
    const [sentence, ...others] = read(...event);
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/^"Sale" was left out: .*\.$/);
    expect(others).toEqual([]);
  });

  it("parseCampaigns unfolds lines, undoes escapes and reads weights", () => {
    const text = calendar(["DTSTART:20260210T080000Z", "DURATION:PT1H", "X-CAMPAIGN-WEIGHT:0.25"]).replace(
      "SUMMARY:Sale",
      "SUMMARY:Spring\\, big\r\n  sale",
    );
    expect(parseCampaigns(text, span)).toMatchObject({ campaigns: [{ name: "Spring, big sale", weight: 0.25 }] });
  });

  it.each([
    "",
    "hello",
    "BEGIN:VCALENDAR",
    "BEGIN:VCALENDAR\r\nEND:VEVENT",
    "END:VCALENDAR",
    "BEGIN:VEVENT\nEND:VEVENT",
  ])("parseCampaigns refuses the text %j", (text) => {
    expect(parseCampaigns(text, span)).toMatchObject({ kind: "malformed" });
  });

  it("parseCampaigns never throws, and campaigns end after they begin", () => {
    const word = fc.constantFrom(
      "DTSTART",
      "DTEND",
      "RRULE",
      "EXDATE",
      "DURATION",
      ":",
      ";",
      "=",
      "TZID",
      "20260210T080000Z",
      "FREQ=DAILY",
      "PT1H",
      "\r\n",
      " ",
      "BEGIN:VEVENT",
      "END:VEVENT",
      "COUNT=9",
      "X",
    );
    const events = fc
      .array(word, { maxLength: 30 })
      .map((words) => calendar(["DTSTART:20260210T080000Z", words.join("")]));
    fc.assert(
      fc.property(fc.oneof(fc.string(), events), (text) => {
        const parsed = parseCampaigns(text, span);
        if (parsed.kind === "parsed")
          for (const { startsAt, endsAt } of parsed.campaigns) expect(endsAt).toBeGreaterThan(startsAt);
      }),
    );
  });
});
