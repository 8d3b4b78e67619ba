import { expect, test } from "vitest";
import { readTimedValues } from "./read-timed-values.ts";
import { readTrace } from "./read-trace.ts";
import { TraceError } from "./trace-error.ts";

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

test("readTrace takes the named columns, quotes with commas in them and CRLF", () => {
  const columns = { timeColumn: "second", countColumn: "hits" };
  const trace = readTrace('"hits","other","second"\r\n10,"x, y",5\r\n20,"""z""",7\r\n', columns);
  expect(trace.points).toEqual([
    { t: 0, rate: 5 },
    { t: 2, rate: 10 },
  ]);
});

test.each([
  ["an empty file", "", null, "is empty"],
  ["a header alone", "t,n\n", null, "at least two rows"],
  ["one column", "t\n1\n2\n", 1, "no column number 2"],
  ["a time that is none", "t,n\nsoon,1\n2,1\n", 2, '"soon" is no time'],
  ["a count that is none", "t,n\n1,1\n2,NaN\n", 3, '"NaN" is no number'],
  ["a count beyond all numbers", "t,n\n1,1\n2,1e400\n", 3, "is no number"],
  ["a count that is missing", "t,n\n1,\n2,1\n", 2, '"" is no number'],
  ["a negative count", "t,n\n1,1\n2,-1\n", 3, "a negative count"],
  ["times out of order", "t,n\n1,1\n3,1\n2,1\n", 4, "time does not rise"],
  ["the same time twice", "t,n\n1,1\n1,1\n", 3, "time does not rise"],
  ["a gap", "t,n\n1,1\n2,1\n3,1\n5,1\n", 5, "a gap of 2 s"],
])("readTrace refuses %s with its line and what to do", (_what, text, line, words) => {
  try {
    readTrace(text);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    expect(error.line).toBe(line);
    expect(error.problem).toContain(words);
    expect(error.remedy).toMatch(/^[A-Z].+\.$/);
  }
});

test("readTrace names the columns there are when the wanted one is not", () => {
  expect(() => readTrace("t,n\n1,1\n2,1\n", { countColumn: "hits" })).toThrow(
    'line 1: there is no column "hits"; there are: t, n. Name one of them with --count-column.',
  );
});

test.each([
  ["with a header", "timestamp,value\n2014-02-14 14:27:00,51.8"],
  ["without", "2014-02-14T14:27:00,51.8\r\n"],
  ["with a zone", "t,v\n2014-02-14T15:27:00+01:00,51.8"],
  ["in seconds", "time,count\n1392388020,51.8"],
  ["in milliseconds", "1392388020000,51.8"],
  ["with more digits than a clock has", "2014-02-14 14:27:00.0000000,51.8"],
])("readTimedValues reads times %s", (_, text) => {
  expect(readTimedValues(text)).toMatchObject([{ time: Date.UTC(2014, 1, 14, 14, 27) / 1000, value: 51.8 }]);
});
