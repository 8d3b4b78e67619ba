import { expect, test } from "vitest";
import { parseStat } from "./show-stat.ts";

test("parseStat finds columns by name, in any order, and reads what is missing as 0", () => {
  const [row] = parseStat("# svname,pxname,status,slim,qcur,new_column\nFRONTEND,www,OPEN,4000,,x\n");
  expect(row).toMatchObject({
    proxy: "www",
    line: "FRONTEND",
    status: "OPEN",
    sessionLimit: 4000,
    queued: 0,
    cacheHits: 0,
  });
});

test("parseStat gives nothing for an empty reply", () => {
  expect(parseStat("")).toEqual([]);
});
