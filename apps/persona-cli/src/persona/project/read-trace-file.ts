import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readTrace, TraceError, type RatePoint, type TraceColumns } from "@fleet-persona/simulator";
import { PersonaCliError } from "../persona-error.ts";

/** A trace from a file: requests a second over the seconds since its start. */
export type RecordedTrace = { readonly name: string; readonly points: readonly RatePoint[] };

export type TraceOptions = TraceColumns & {
  readonly name?: string;
  /** Requests a second at its busiest; without it rates stay as they are. */
  readonly peak?: number;
  /** Recorded seconds that pass in one simulated second. */
  readonly pace?: number;
};

/** Reads a CSV of time and count; one error names file, line and remedy. */
export function readTraceFile(path: string, options: TraceOptions = {}): RecordedTrace {
  const { name = basename(path).replace(/\.csv$/, ""), peak, pace = 1 } = options;
  const points = countsOf(path, options);
  const highest = Math.max(...points.map(({ rate }) => rate));
  if (highest === 0) {
    throw refused(path, 1, "nobody ever came: every count is 0. Name the column of counts with --count-column.");
  }
  const factor = peak === undefined ? 1 : peak / highest;
  return { name, points: points.map(({ t, rate }) => ({ t: t / pace, rate: rate * factor })) };
}

function countsOf(path: string, columns: TraceColumns): readonly RatePoint[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new PersonaCliError(
      "file-wrong",
      `The trace ${path} cannot be read: give the path of a CSV file of time and count.`,
      {
        code: "trace-invalid",
      },
    );
  }
  try {
    return readTrace(text, columns).points;
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    throw refused(path, error.line ?? 1, `${error.problem}. ${error.remedy}`);
  }
}

function refused(path: string, line: number, message: string): PersonaCliError {
  return new PersonaCliError("file-wrong", `${path}, line ${line}: ${message}`, { code: "trace-invalid" });
}
