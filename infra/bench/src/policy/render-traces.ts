import type { TraceEvaluation } from "@fleet-persona/learning";

/** Breach seconds, cost and reward of every policy on every trace, means over the seeds, for people. */
export function renderTraces(evaluated: readonly TraceEvaluation[]): string {
  const names = Object.keys(evaluated[0]?.policies ?? {});
  const rows = evaluated.map(({ trace, policies }) => [
    trace,
    ...names.map((name) => {
      const { breach_seconds, cost, reward } = policies[name] ?? { breach_seconds: 0, cost: 0, reward: 0 };
      return `${breach_seconds.toFixed(1)} ${cost.toFixed(0)} ${reward.toFixed(0)}`;
    }),
  ]);
  const table = [["breach s, cost, reward", ...names], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
