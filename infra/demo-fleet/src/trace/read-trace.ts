import { FleetError } from "../fleet-error.ts";
import type { Trace } from "./trace.ts";

export type TraceColumns = { readonly timeColumn?: string; readonly countColumn?: string };

/**
 * Reads a CSV of (time, count): a header line, times as seconds or as dates, each count that of the interval that begins there.
 * Without names the first two columns count. Throws `trace-invalid` with the line for an empty file, a missing column, a value
 * that is no number, a negative count, times that do not rise, and a gap (an interval over one and a half times the usual).
 */
export function readTrace(csvText: string, { timeColumn, countColumn }: TraceColumns = {}): Trace {
  const lines = csvText.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = cellsOf(lines[0] ?? "");
  const time = columnOf(header, timeColumn, 0);
  const count = columnOf(header, countColumn, 1);
  const rows: { line: number; time: number; count: number }[] = [];
  for (const [index, text] of lines.entries()) {
    if (index === 0 || text.trim() === "") continue;
    const cells = cellsOf(text);
    rows.push({ line: index + 1, time: timeOf(cells[time], index + 1), count: countOf(cells[count], index + 1) });
  }
  const interval = usualInterval(rows);
  const start = rows[0]?.time ?? 0;
  return { points: rows.map((row) => ({ t: row.time - start, rate: row.count / interval })) };
}

function usualInterval(rows: readonly { line: number; time: number }[]): number {
  if (rows.length < 2) throw invalid("needs at least two rows of data");
  const steps = rows.slice(1).map((row, index) => ({ line: row.line, step: row.time - (rows[index]?.time ?? 0) }));
  for (const { line, step } of steps) if (step <= 0) throw invalid(`line ${line}: time does not rise`);
  const sorted = steps.map(({ step }) => step).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 1;
  for (const { line, step } of steps) {
    if (step > usual * 1.5) throw invalid(`line ${line}: a gap of ${step} s where rows are ${usual} s apart`);
  }
  return usual;
}

function columnOf(header: readonly string[], name: string | undefined, position: number): number {
  const index = name === undefined ? position : header.indexOf(name);
  if (index === -1 || index >= header.length) {
    throw invalid(`has no column ${name ?? `number ${position + 1}`}; it has ${header.join(", ") || "none"}`);
  }
  return index;
}

function cellsOf(line: string): string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function timeOf(cell: string | undefined, line: number): number {
  const text = cell ?? "";
  if (text !== "" && Number.isFinite(Number(text))) return Number(text);
  // A date without a zone is read as UTC: a trace must not change with the machine's zone.
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(" ", "T")}Z`;
  const date = Date.parse(zoned);
  if (Number.isNaN(date)) throw invalid(`line ${line}: "${text}" is neither seconds nor a date`);
  return date / 1000;
}

function countOf(cell: string | undefined, line: number): number {
  const value = cell === undefined || cell === "" ? Number.NaN : Number(cell);
  if (!Number.isFinite(value)) throw invalid(`line ${line}: "${cell ?? ""}" is not a count`);
  if (value < 0) throw invalid(`line ${line}: a negative count`);
  return value;
}

function invalid(why: string): FleetError {
  return new FleetError("trace-invalid", `The trace ${why}.`);
}
