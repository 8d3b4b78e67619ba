import { expect, test } from "vitest";
import { tallyOf } from "./wrk-load.ts";

const report = (more: string) => `Running 60m test @ http://127.0.0.1:1/
  1 threads and 16 connections
  207352 requests in 10.10s, 22.15MB read
${more}Requests/sec:  20530.52
Transfer/sec:      2.19MB
`;

test("tallyOf reads a load without a failure", () => {
  expect(tallyOf(report(""))).toEqual({ requests: 207_352, failed: 0, perSecond: 20_530.52 });
});

test("tallyOf counts answers that say no and requests without an answer", () => {
  const more = "  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 50\n";
  expect(tallyOf(report(more)).failed).toBe(60);
});

test("tallyOf does not take silence for success", () => {
  expect(() => tallyOf("unable to connect\n")).toThrow(/wrk sent nothing/);
});
