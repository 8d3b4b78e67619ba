import type { PolicyFigures } from "@fleet-persona/learning";

const COLUMNS = [
  ["breach s", ({ breach_seconds }: PolicyFigures) => breach_seconds.toFixed(1)],
  ["core-s", ({ core_seconds }: PolicyFigures) => core_seconds.toFixed(1)],
  ["errors", ({ errors }: PolicyFigures) => errors.toFixed(0)],
  ["p95 ms", ({ p95_ms }: PolicyFigures) => (p95_ms === null ? "-" : p95_ms.toFixed(0))],
  ["revenue", ({ revenue }: PolicyFigures) => revenue.toFixed(0)],
  ["reward", ({ reward }: PolicyFigures) => reward.toFixed(1)],
] as const;

/** Policies from the highest reward down: the names, each with its figures in words. */
export function figureRows(policies: Readonly<Record<string, PolicyFigures>>): { header: string[]; rows: string[][] } {
  const ranked = Object.entries(policies).toSorted(([, a], [, b]) => b.reward - a.reward);
  return {
    header: ["policy", ...COLUMNS.map(([name]) => name)],
    rows: ranked.map(([name, figures]) => [name, ...COLUMNS.map(([, say]) => say(figures))]),
  };
}

/** The same as a table of Markdown. */
export function cardRows(policies: Readonly<Record<string, PolicyFigures>>): string {
  const { header, rows } = figureRows(policies);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** The same for a terminal: aligned, the rows of `marked` pointed at. */
export function terminalTable(policies: Readonly<Record<string, PolicyFigures>>, marked: readonly string[]): string {
  const { header, rows } = figureRows(policies);
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], mark: string): string =>
    `${mark} ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ")}`.trimEnd();
  return [line(header, " "), ...rows.map((row) => line(row, marked.includes(row[0] ?? "") ? "▸" : " "))].join("\n");
}
