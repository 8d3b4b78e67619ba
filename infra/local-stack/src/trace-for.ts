import { readFile } from "node:fs/promises";
import { fitTrace, generateTrace, readTrace, TRAFFIC } from "@fleet-persona/demo-fleet";
import type { Trace } from "@fleet-persona/demo-fleet";
import type { Options } from "./options.ts";
import { StackError } from "./stack-error.ts";

/** The traffic of an arm of this length: generated, or a recorded day pressed into it with its busiest moment at the height of our flash crowd. */
export async function traceFor({ trace, seed }: Pick<Options, "seed" | "trace">, seconds: number): Promise<Trace> {
  if (trace === null) return generateTrace({ seed, seconds });
  const columns = {
    ...(trace.timeColumn === null ? {} : { timeColumn: trace.timeColumn }),
    ...(trace.countColumn === null ? {} : { countColumn: trace.countColumn }),
  };
  return fitTrace(readTrace(await readTraceFile(trace.file), columns), { seconds, peak: TRAFFIC.flash });
}

async function readTraceFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new StackError(
      "bad-option",
      `The trace ${file} cannot be read: give --trace the path of a CSV file with a time and a count column.`,
    );
  }
}
