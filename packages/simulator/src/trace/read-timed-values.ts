import { csvCells } from "./csv-cells.ts";
import { TraceError } from "./trace-error.ts";

/** Names of the columns; without them the first two count. */
export type TraceColumns = { readonly timeColumn?: string; readonly countColumn?: string };

/** One row of a recording: its line in the file, seconds (since the epoch where the file has dates), and the value. */
export type TimedValue = { readonly line: number; readonly time: number; readonly value: number };

// Seconds since the epoch stay below this until the year 5138; what is larger is milliseconds.
const LARGEST_SECONDS = 1e11;

/**
 * Reads a CSV of time and value, with a header line or (without named columns) none. Times are seconds, milliseconds since the
 * epoch, or dates, UTC where they name no zone: a trace must not change with the machine's. Throws `TraceError`.
 */
export function readTimedValues(csvText: string, { timeColumn, countColumn }: TraceColumns = {}): TimedValue[] {
  const lines = csvText.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (csvText.trim() === "") {
    throw new TraceError(null, "is empty", "Write a header line and a row of time and count for each interval.");
  }
  const header = csvCells(lines[0] ?? "");
  const headed = timeColumn !== undefined || countColumn !== undefined || !isNumber(header[1]);
  const time = columnOf(header, timeColumn, 0, "--time-column");
  const value = columnOf(header, countColumn, 1, "--count-column");
  const rows: TimedValue[] = [];
  for (const [index, text] of lines.entries()) {
    if ((index === 0 && headed) || text.trim() === "") continue;
    const cells = csvCells(text);
    rows.push({ line: index + 1, time: timeOf(cells[time], index + 1), value: valueOf(cells[value], index + 1) });
  }
  return rows;
}

function columnOf(header: readonly string[], name: string | undefined, position: number, option: string): number {
  const index = name === undefined ? position : header.indexOf(name);
  if (index >= 0 && index < header.length) return index;
  const wanted = name === undefined ? `number ${position + 1}` : `"${name}"`;
  const has = header.filter(Boolean).join(", ") || "none";
  throw new TraceError(1, `there is no column ${wanted}; there are: ${has}`, `Name one of them with ${option}.`);
}

function timeOf(cell: string | undefined, line: number): number {
  const text = cell ?? "";
  if (isNumber(text)) return Math.abs(Number(text)) < LARGEST_SECONDS ? Number(text) : Number(text) / 1000;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(" ", "T")}Z`;
  const date = Date.parse(zoned);
  if (!Number.isNaN(date)) return date / 1000;
  throw new TraceError(
    line,
    `"${text}" is no time`,
    "Write 2026-11-22 14:05:00 (UTC), or seconds; or name the column of times with --time-column.",
  );
}

function valueOf(cell: string | undefined, line: number): number {
  if (isNumber(cell)) return Number(cell);
  throw new TraceError(line, `"${cell ?? ""}" is no number`, "Write the number, 0 where there was nothing.");
}

function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && cell !== "" && Number.isFinite(Number(cell));
}
