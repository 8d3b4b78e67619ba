import { expect, it } from "vitest";
import { logLinesBench } from "./log-lines-bench.ts";

it("logLinesBench measures every format in the agent's own way, and promises the required ones", async () => {
  const results = await logLinesBench(["--lines", "20000", "--rounds", "1", "--repeat", "1"]);
  const promised = results.filter(({ target }) => target === ">= 200000").map(({ name }) => name);
  expect(promised).toEqual(["log_lines_per_second", "log_lines_per_second_httplog", "log_lines_per_second_common"]);
  expect(results).toHaveLength(6);
  for (const { value } of results) expect(value).toBeGreaterThan(0);
});
