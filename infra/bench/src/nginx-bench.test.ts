import { describe, expect, test } from "vitest";
import { nginxBench, reloadIntervalSeconds } from "./nginx-bench.ts";
import { parseWrk } from "./wrk.ts";

const report = `Running 2s test @ http://127.0.0.1:8080/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   417.72us    1.11ms  32.96ms   97.71%
    Req/Sec    27.74k     3.97k   32.72k    75.00%
  55217 requests in 2.00s, 8.00MB read
  Socket errors: connect 1, read 20, write 3, timeout 4
  Non-2xx or 3xx responses: 7
Requests/sec:  27592.20
Transfer/sec:      4.00MB
`;

describe("parseWrk", () => {
  test("parseWrk counts every kind of failure", () => {
    expect(parseWrk(report)).toEqual({ requests: 55_217, failed: 35, perSecond: 27_592.2 });
  });

  test("parseWrk reads a report without failures, and none from a part", () => {
    const clean = report
      .split("\n")
      .filter((line) => !/errors|Non-2xx/.test(line))
      .join("\n");
    expect(parseWrk(clean)?.failed).toBe(0);
    expect(parseWrk(report.slice(0, 300))).toBe(null);
  });
});

test("reloadIntervalSeconds keeps failures under one in a hundred thousand", () => {
  expect(reloadIntervalSeconds(20, 10_000)).toBeCloseTo(200);
  expect(reloadIntervalSeconds(0, 10_000)).toBe(0);
});

test("nginxBench refuses an option that it does not know before it starts anything", async () => {
  await expect(nginxBench(["--shape", "round"])).rejects.toThrow("shape");
  await expect(nginxBench(["--reloads", "none"])).rejects.toThrow("number above 0");
});
