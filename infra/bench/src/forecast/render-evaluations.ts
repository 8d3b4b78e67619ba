import type { Evaluated } from "./evaluate-trace.ts";

const HEAD = [
  "trace",
  "ahead",
  "persistence",
  "seasonal naive",
  "Holt-Winters",
  "spoken",
  "spoken/persistence",
  "covered",
  "forecasts",
];

/** The table for people: WAPE of each forecaster, by trace and horizon. */
export function renderEvaluations(evaluated: readonly Evaluated[]): string {
  const rows = evaluated.flatMap(({ trace, horizons }) =>
    horizons.map((each, index) => [
      index === 0 ? trace : "",
      each.horizon,
      percent(each.persistence),
      percent(each.seasonalNaive),
      percent(each.holtWinters),
      percent(each.spoken),
      each.ratio.toFixed(3),
      percent(each.covered),
      String(each.count),
    ]),
  );
  const table = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
