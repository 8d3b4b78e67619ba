import { readTrace as readCounts, TraceError, type TraceColumns } from "@fleet-persona/simulator";
import { FleetError } from "../fleet-error.ts";
import type { Trace } from "./trace.ts";

/** A CSV of (time, count) as everything here reads it; throws `trace-invalid` with the line and the remedy. */
export function readTrace(csvText: string, columns: TraceColumns = {}): Trace {
  try {
    return readCounts(csvText, columns);
  } catch (cause) {
    if (cause instanceof TraceError) throw new FleetError("trace-invalid", cause.message, { cause });
    throw cause;
  }
}
