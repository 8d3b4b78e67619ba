import { expect, test } from "vitest";
import { FleetError } from "../fleet-error.ts";
import { readTrace } from "./read-trace.ts";

test("readTrace turns counts into rates from the first row on", () => {
  const trace = readTrace(
    "timestamp,value\n2014-04-10 00:04:00,600\n2014-04-10 00:09:00,300.0\n2014-04-10 00:14:00,0\n",
  );
  expect(trace.points).toEqual([
    { t: 0, rate: 2 },
    { t: 300, rate: 1 },
    { t: 600, rate: 0 },
  ]);
});

test("readTrace takes the named columns, quotes and CRLF", () => {
  const columns = { timeColumn: "second", countColumn: "hits" };
  const trace = readTrace('"hits","other","second"\r\n10,x,5\r\n20,y,7\r\n', columns);
  expect(trace.points).toEqual([
    { t: 0, rate: 5 },
    { t: 2, rate: 10 },
  ]);
});

test.each([
  ["an empty file", "", "no column"],
  ["a header alone", "t,n\n", "at least two rows"],
  ["a time that is none", "t,n\nsoon,1\n2,1\n", "line 2"],
  ["a count that is none", "t,n\n1,1\n2,NaN\n", "line 3"],
  ["a count that is missing", "t,n\n1,\n2,1\n", "line 2"],
  ["a negative count", "t,n\n1,1\n2,-1\n", "line 3: a negative count"],
  ["times out of order", "t,n\n1,1\n3,1\n2,1\n", "line 4: time does not rise"],
  ["the same time twice", "t,n\n1,1\n1,1\n", "line 3: time does not rise"],
  ["a gap", "t,n\n1,1\n2,1\n3,1\n5,1\n", "line 5: a gap of 2 s"],
])("readTrace refuses %s in one sentence", (_what, text, words) => {
  expect(() => readTrace(text)).toThrow(FleetError);
  expect(() => readTrace(text)).toThrow(words);
});
