import { readTimedValues, TraceError as RefusedTrace } from "@fleet-persona/simulator";
import type { Sample, Trace } from "./trace.ts";
import { TraceError } from "./trace-error.ts";

/** A kind of CSV file: how its first line looks, and what its lines are. */
type TraceFormat = {
  readonly matches: (header: string) => boolean;
  readonly read: (name: string, header: string, rows: readonly string[]) => readonly Trace[];
};

const MINUTE_MS = 60_000;
// A function that is called less than every two seconds is a trickle, which nobody scales for.
const BUSY_PER_MINUTE = 30;

/** Time and value, as everything in this project reads them. */
const timeAndValue: TraceFormat = {
  matches: (header) => header.split(",").length === 2,
  read: (name, header, rows) => {
    try {
      const values = readTimedValues([header, ...rows].join("\n"));
      return [{ name, samples: values.map(({ time, value }): Sample => [time * 1000, value]) }];
    } catch (error) {
      if (!(error instanceof RefusedTrace)) throw error;
      throw new TraceError("trace-unreadable", `${name}: ${error.message}`);
    }
  },
};

/** Azure Functions 2019: a row for each function, a column for each minute of a day. All together, and the busy ones. */
const invocationsByMinute: TraceFormat = {
  matches: (header) => header.startsWith("HashOwner,HashApp,HashFunction,Trigger,"),
  read(_, header, rows) {
    const minutes = header.split(",").slice(4).map(Number);
    const functions = rows.map((row) => ({
      trigger: row.split(",")[3] ?? "",
      counts: row.split(",").slice(4).map(Number),
    }));
    const trace = (name: string, counts: readonly number[]): Trace => ({
      name,
      samples: minutes.map((minute, index): Sample => [minute * MINUTE_MS, counts[index] ?? 0]),
    });
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const total = minutes.map((_minute, index) => sum(functions.map(({ counts }) => counts[index] ?? 0)));
    const busy = functions
      .filter(({ counts }) => sum(counts) >= BUSY_PER_MINUTE * minutes.length)
      .toSorted((a, b) => sum(b.counts) - sum(a.counts));
    return [
      trace("functions: all", total),
      ...busy.map(({ trigger, counts }, index) => trace(`functions: ${trigger} ${index + 1}`, counts)),
    ];
  },
};

/** Azure LLM inference: a row for each request. Counted by minute; the cut-off first and last minutes are left out. */
const arrivals: TraceFormat = {
  matches: (header) => header.startsWith("TIMESTAMP,"),
  read(name, _, rows) {
    const minutes = rows.map((row) => Math.floor(timeOf(name, row.split(",")[0] ?? "") / MINUTE_MS));
    const counts = new Map<number, number>();
    for (const minute of minutes) counts.set(minute, (counts.get(minute) ?? 0) + 1);
    const first = minutes[0] ?? 0;
    const between = Math.max(0, (minutes.at(-1) ?? 0) - first - 1);
    const samples = Array.from({ length: between }, (_none, index): Sample => {
      const minute = first + 1 + index;
      return [(minute + 1) * MINUTE_MS, counts.get(minute) ?? 0];
    });
    return [{ name, samples }];
  },
};

const formats: readonly TraceFormat[] = [invocationsByMinute, arrivals, timeAndValue];

/** The traces in the text of a CSV file; none if it is of no known format. */
export function tracesIn(name: string, text: string): readonly Trace[] {
  const [header = "", ...rows] = text.trim().split(/\r?\n/);
  return formats.find(({ matches }) => matches(header))?.read(name, header, rows) ?? [];
}

function timeOf(name: string, text: string): number {
  const time = Date.parse(`${text.trim().replace(" ", "T").slice(0, 23)}Z`);
  if (Number.isNaN(time))
    throw new TraceError(
      "trace-unreadable",
      `${name}: "${text}" is no time; write 2026-11-22 14:05:00 or seconds since the epoch.`,
    );
  return time;
}
