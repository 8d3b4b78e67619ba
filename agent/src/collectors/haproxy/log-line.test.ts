import { expect, test } from "vitest";
import { parseLogLine } from "./log-line.ts";

const paths = { search: Buffer.from("/search"), checkout: Buffer.from("/checkout") };
const parse = (line: string) => {
  const bytes = Buffer.from(`before ${line} after`);
  return parseLogLine(bytes, 7, 7 + line.length, { ...paths, backends: null });
};
const request = { activeMs: 21, failed: false, search: false, checkout: false };

test.each([
  ["21 0 21 200 be_leastconn o1 ---- /catalogue/1", request],
  ["0 0 0 200 www <CACHE> LR-- /catalogue/1", { ...request, activeMs: 0 }],
  ["21 0 21 404 be o1 ---- /search", { ...request, search: true }],
  ["21 0 21 503 be <NOSRV> sQ-- /checkout/7", { ...request, failed: true, checkout: true }],
  ["21 0 -1 -1 be o1 sH-- /checkout/7", { ...request, failed: true, checkout: true }],
  ["21 0 21 200 be o1 ---- /", request],
])("parseLogLine reads %s", (line, expected) => {
  expect(parse(line)).toEqual(expected);
});

test.each([
  ["a client that gave up", "21 0 -1 -1 be o1 CH-- /search"],
  ["a time that is not known", "-1 0 -1 400 www <NOSRV> PR-- <BADREQ>"],
  ["another shape", "hello"],
  ["an empty line", ""],
])("parseLogLine counts nothing for %s", (_what, line) => {
  expect(parse(line)).toBeNull();
});
