import * as fc from "fast-check";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { posixZone } from "./posix-zone.ts";
import { parseZoneFile } from "./zone-file.ts";
import { intlZoneOffsets } from "./zoned-time.ts";

const FOLDER = "/usr/share/zoneinfo";
const ZONES = [
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Africa/Casablanca",
  "Asia/Tokyo",
  "America/St_Johns",
];
const HOUR = 3_600_000;

describe("parseZoneFile", () => {
  it.skipIf(!existsSync(`${FOLDER}/Europe/Berlin`)).each(ZONES)(
    "parseZoneFile of %s says what the language's own tables say, years ahead too",
    (zone) => {
      const offset = parseZoneFile(new Uint8Array(readFileSync(`${FOLDER}/${zone}`)));
      expect(offset).not.toBeNull();
      const wrong: string[] = [];
      for (let at = Date.parse("1998-01-01T00:00:00Z"); at < Date.parse("2046-01-01T00:00:00Z"); at += 173 * HOUR)
        if (offset?.(at) !== intlZoneOffsets(zone, at)) wrong.push(new Date(at).toISOString());
      expect(wrong).toEqual([]);
    },
  );

  it.skipIf(!existsSync(`${FOLDER}/Europe/Berlin`))("parseZoneFile never throws on a damaged file", () => {
    const whole = new Uint8Array(readFileSync(`${FOLDER}/Europe/Berlin`));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, cut) => {
        const bytes = whole.slice(0, Math.max(cut, 1));
        bytes[at % bytes.length] = value;
        parseZoneFile(bytes)?.(1e12);
      }),
    );
    expect(parseZoneFile(new Uint8Array(5))).toBeNull();
  });
});

describe("posixZone", () => {
  const hours = (text: string, ...times: readonly string[]) =>
    times.map((time) => (posixZone(text)?.(Date.parse(time)) ?? Number.NaN) / HOUR);

  it.each([
    [
      "CET-1CEST,M3.5.0,M10.5.0/3",
      ["2050-03-27T00:59:59Z", "2050-03-27T01:00:00Z", "2050-10-30T00:59:59Z", "2050-10-30T01:00:00Z"],
      [1, 2, 2, 1],
    ],
    ["NZST-12NZDT,M9.5.0,M4.1.0/3", ["2050-01-01T00:00:00Z", "2050-07-01T00:00:00Z"], [13, 12]],
    ["IST-1GMT0,M10.5.0,M3.5.0/1", ["2050-07-01T00:00:00Z", "2050-12-01T00:00:00Z"], [1, 0]],
    ["<+0330>-3:30", ["2050-07-01T00:00:00Z"], [3.5]],
    ["EST5EDT,J60/2,299/2", ["2048-02-29T12:00:00Z", "2048-03-01T12:00:00Z"], [-5, -4]],
  ])("posixZone reads %s", (text, times, expected) => {
    expect(hours(text, ...times)).toEqual(expected);
  });

  it.each(["", "CET", "CET-1CEST", "CET-1CEST,M3.9.0,M10.5.0", "X1"])("posixZone refuses %j", (text) => {
    expect(posixZone(text)).toBeNull();
  });
});
