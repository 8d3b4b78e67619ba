import { describe, expect, test } from "vitest";
import { tracesIn } from "./trace-formats.ts";
import { TraceError } from "./trace-error.ts";

describe("tracesIn", () => {
  test.each([
    ["with a header", "timestamp,value\n2014-02-14 14:27:00,51.8\n2014-02-14 14:32:00,44"],
    ["without", "2014-02-14T14:27:00,51.8\r\n2014-02-14T14:32:00,44\r\n"],
    ["in seconds", "time,count\n1392388020,51.8\n1392388320,44"],
    ["in milliseconds", "1392388020000,51.8\n1392388320000,44"],
  ])("tracesIn reads time and value %s", (_, text) => {
    const at = Date.UTC(2014, 1, 14, 14, 27);
    expect(tracesIn("cpu", text)).toStrictEqual([
      {
        name: "cpu",
        samples: [
          [at, 51.8],
          [at + 300_000, 44],
        ],
      },
    ]);
  });

  test("tracesIn adds up invocations and takes the busy functions alone, the busiest first", () => {
    const text = "HashOwner,HashApp,HashFunction,Trigger,480,481\na,b,c,http,40,20\na,b,d,queue,1,2\na,b,e,timer,60,60";
    expect(tracesIn("invocations", text)).toStrictEqual([
      {
        name: "functions: all",
        samples: [
          [480 * 60_000, 101],
          [481 * 60_000, 82],
        ],
      },
      {
        name: "functions: timer 1",
        samples: [
          [480 * 60_000, 60],
          [481 * 60_000, 60],
        ],
      },
      {
        name: "functions: http 2",
        samples: [
          [480 * 60_000, 40],
          [481 * 60_000, 20],
        ],
      },
    ]);
  });

  test("tracesIn counts arrivals by whole minute, empty ones as none", () => {
    const times = ["18:17:50.9", "18:18:00.1", "18:18:59.9799600", "18:20:01.0", "18:21:00.0"];
    const text = ["TIMESTAMP,ContextTokens,GeneratedTokens", ...times.map((time) => `2023-11-16 ${time},1,1`)].join(
      "\n",
    );
    const minute = (each: number) => Date.UTC(2023, 10, 16, 18, each);
    expect(tracesIn("llm", text)[0]?.samples).toStrictEqual([
      [minute(19), 2],
      [minute(20), 0],
      [minute(21), 1],
    ]);
  });

  test("tracesIn leaves alone what is no trace", () => {
    expect(tracesIn("durations", "HashOwner,HashApp,HashFunction,Average\na,b,c,1")).toStrictEqual([]);
    expect(tracesIn("empty", "")).toStrictEqual([]);
  });

  test.each(["timestamp,value\nyesterday,5", "timestamp,value\n2014-02-14 14:27:00,", "timestamp,value\n7,much"])(
    "tracesIn refuses %j and says what to write",
    (text) => {
      expect(() => tracesIn("broken", text)).toThrow(TraceError);
    },
  );
});
